// The server as a process: one line when it is ready, silence afterwards, and an end with its input or by a signal.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { post } from '../client.mjs';

const program = fileURLToPath(new URL('../server.mjs', import.meta.url));

async function start() {
  const env = { ...process.env, SKIO_TEST_TOKEN: 'the-first-token', SHOPIFY_TEST_TOKEN: 'the-other-token' };
  const child = spawn(process.execPath, [program, '--customers', '7', '--subscriptions', '9', '--seed', '2'], { env });
  const said = [];
  child.stderr.on('data', (bytes) => said.push(String(bytes)));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => said.push(line));
  await once(lines, 'line');
  return { child, said, port: JSON.parse(said[0]).port };
}

for (const [how, end] of [['its input', (child) => child.stdin.end()], ['SIGTERM', (child) => child.kill('SIGTERM')]])
  test(`ends by ${how}, and says no secret`, async () => {
    const { child, said, port } = await start();
    const query = 'mutation { generateMagicLink(input: {email: "maya.ortiz@example.com"}) { ok magicLinkUrl } }';
    const reply = await post(port, '/v1/graphql', { query }, { authorization: 'API the-first-token' });
    assert.equal(reply.json.data.generateMagicLink.ok, true);
    assert.equal((await post(port, '/control', { command: 'count', type: 'StorefrontUser' })).json.count, 7 + 12);
    end(child);
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    assert.equal(said.length, 1);
    assert.ok(!said.join().includes('token'));
  });
