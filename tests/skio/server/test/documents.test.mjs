// The documents that the program sends are valid against the documented schema and within its limits; also that the schema itself is sound.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Kind, parse, validate, validateSchema, visit } from 'graphql';

import { measureOperation } from '../limits.mjs';
import { shopifySchema } from '../shopify.mjs';
import { World } from '../world.mjs';

const { schema } = new World({ customers: 0, subscriptions: 0 }).skio;
const folder = new URL('../../../../resources/skio/', import.meta.url);
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.graphql')) : [];

test('the schema is sound', () => assert.deepEqual(validateSchema(schema), []));

test('no login token of Skio is in it', () => {
  assert.equal(schema.getType('StorefrontUser').getFields().qaToken, undefined);
  assert.equal(schema.getType('Site').getFields().qaAuthSettings, undefined);
});

for (const file of files)
  test(file, () => {
    const document = parse(readFileSync(new URL(file, folder), 'utf8'));
    if (file.startsWith('Shopify')) {
      assert.deepEqual(validate(shopifySchema, document).map((error) => error.message), []);
      return;
    }
    assert.deepEqual(validate(schema, document).map((error) => error.message), []);
    for (const operation of document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION)) {
      if (operation.selectionSet.selections.every((s) => s.name?.value.startsWith('__'))) continue;
      const { depth, nodes } = measureOperation(document, operation);
      assert.ok(depth <= 4, `depth ${depth}`);
      assert.ok(nodes <= 100, `${nodes} nodes`);
    }
    visit(document, { Field: (field) => { assert.ok(!/^qa/.test(field.name.value), field.name.value); } });
  });
