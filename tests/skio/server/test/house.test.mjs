// The house rules for files hold here too: a first sentence that says what the file is, and no more than 400 lines.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

for (const folder of ['../', './'])
  for (const name of readdirSync(new URL(folder, import.meta.url)).filter((one) => one.endsWith('.mjs')))
    test(name, () => {
      const text = readFileSync(new URL(folder + name, import.meta.url), 'utf8');
      assert.match(text, /^\/\/ [A-Z].*\.\n/);
      assert.ok(text.split('\n').length <= 401);
    });
