// What Skio refuses, in its words: who asks, unknown names, wrong types, values, limits in both readings.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { newWorld } from '../client.mjs';

const { world, control, ask, data, error, id } = await newWorld({ customers: 150, subscriptions: 200 });

const probe = '{ Subscriptions(limit: 1) { id } }';
const hook = { errors: [{ message: 'Invalid response from authorization hook' }] };

describe('the token', () => {
  for (const authorization of ['API wrong', 'api the-token', 'Bearer the-token', 'the-token', ''])
    test(`"${authorization}" is refused with HTTP 200`, async () => {
      const reply = await ask(probe, {}, { authorization });
      assert.equal(reply.status, 200);
      assert.deepEqual(reply.json, hook);
    });

  test('without one, only the names of types are there', async () => {
    assert.deepEqual((await ask('{ __typename }', {}, {})).json, { data: { __typename: 'query_root' } });
    const reply = await ask(probe, {}, {});
    assert.equal(reply.status, 200);
    assert.equal(reply.json.errors[0].message, "field 'Subscriptions' not found in type: 'query_root'");
    assert.equal((await ask('mutation { generateMagicLink(input: {email: "a@example.com"}) { ok } }', {}, {})).json.errors[0].message, 'no mutations exist');
  });

  test('a revoked one is refused as a wrong one, and the documented header too has JSON', async () => {
    assert.equal((await ask(probe, {}, { authorization: 'API the-token', 'content-type': 'application/graphql' })).json.data.Subscriptions.length, 1);
    await control('set', { values: { tokenRevoked: true } });
    assert.deepEqual((await ask(probe)).json, hook);
  });

  test('a table that it may not see is an unknown field of the root', async () => {
    await control('set', { values: { hiddenFields: [{ type: 'query_root', field: 'Subscriptions' }] } });
    assert.equal((await error(probe)).message, "field 'Subscriptions' not found in type: 'query_root'");
    assert.equal((await data('{ StorefrontUsers(limit: 1) { id } }')).StorefrontUsers.length, 1);
  });
});

describe('names and types', () => {
  const one = (type, value) => [`query Q($id: ${type}) { SubscriptionByPk(id: $id) { id } }`, { id: value }];
  const where = (value) => ['query Q($where: StorefrontUser_bool_exp) { StorefrontUsers(where: $where) { id } }', { where: value }];
  const table = [
    [['{ StorefrontUsers { id birthday } }'], "field 'birthday' not found in type: 'StorefrontUser'", 'validation-failed'],
    [['{ Subscriptions { SubscriptionLines { ProductVariant { weight } } } }'], "field 'weight' not found in type: 'ProductVariant'", 'validation-failed'],
    [['{ Discounts { id } }'], "field 'Discounts' not found in type: 'query_root'", 'validation-failed'],
    [['mutation { updateStorefrontUser(input: {email: "x"}) { ok } }'], "field 'updateStorefrontUser' not found in type: 'mutation_root'", 'validation-failed'],
    [['{ StorefrontUsers(first: 3) { id } }'], "'StorefrontUsers' has no argument named 'first'", 'validation-failed'],
    [where({ birthday: { _eq: 'x' } }), "field 'birthday' not found in type: 'StorefrontUser_bool_exp'", 'validation-failed'],
    [where({ email: { _matches: 'x' } }), "field '_matches' not found in type: 'String_comparison_exp'", 'validation-failed'],
    [where(null), "unexpected null value for type 'StorefrontUser_bool_exp'", 'validation-failed'],
    [where({ email: { _eq: null } }), "unexpected null value for type 'String'", 'validation-failed'],
    [where({ id: { _eq: 'sub111' } }), 'invalid input syntax for type uuid: "sub111"', 'data-exception'],
    [where({ updatedAt: { _gt: 'yesterday' } }), 'invalid input syntax for type timestamp with time zone: "yesterday"', 'data-exception'],
    [one('String!', 'x'), "variable 'id' is declared as 'String!', but used where 'uuid!' is expected", 'validation-failed'],
    [one('uuid!', 'sub111'), 'invalid input syntax for type uuid: "sub111"', 'data-exception'],
    [one('uuid!', undefined), 'expecting a value for non-nullable variable: "id"', 'validation-failed'],
    [['{ SubscriptionByPk { id } }'], "missing required field 'id'", 'validation-failed'],
    [['{ Subscriptions(limit: 1) { id } }', { limit: 3 }], 'unexpected variables in variableValues: limit', 'validation-failed'],
    [['{ Subscriptions(limit: -1) { id } }'], 'unexpected negative value', 'validation-failed'],
    [['{ Subscriptions('], 'not a valid graphql query', 'validation-failed'],
  ];
  for (const [[query, variables], message, code] of table)
    test(message, async () => {
      const reply = await ask(query, variables);
      assert.equal(reply.status, 200);
      assert.equal(reply.json.data, undefined);
      assert.equal(reply.json.errors[0].message, message);
      assert.equal(reply.json.errors[0].extensions.code, code);
    });

  test('an id that no row has is null and no error', async () => {
    assert.deepEqual((await ask(...one('uuid!', id('nobody')))).json, { data: { SubscriptionByPk: null } });
  });
});

describe('mutations of a subscription', () => {
  const pause = (subscriptionId) => ['mutation P($input: pauseSubscriptionInput!) { pauseSubscription(input: $input) { ok message } }', { input: { subscriptionId } }];
  test('a malformed id, an unknown one, and one that is paused already', async () => {
    assert.equal((await error(...pause('x'))).extensions.code, 'unexpected');
    const revoked = await error(...pause(id('nobody')));
    assert.equal(revoked.message, 'Lambda policy revoked');
    assert.match(revoked.extensions.detail, /unauthorized user or subscription/);
    assert.equal((await data(...pause(id('mayaActive')))).pauseSubscription.message, null);
    assert.equal((await data(...pause(id('mayaActive')))).pauseSubscription.message, 'Subscription is already paused');
  });
});

describe('limits', () => {
  const deep = '{ Subscriptions(limit: 1) { SubscriptionLines { ProductVariant { Product { title } } } } }';
  const deeper = '{ StorefrontUsers(limit: 1) { Subscriptions { SubscriptionLines { ProductVariant { Product { title } } } } } }';
  const hidden = 'fragment L on SubscriptionLine { ProductVariant { Product { title } } } { StorefrontUsers(limit: 1) { Subscriptions { SubscriptionLines { ...L } } } }';
  const many = `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: Subscriptions(limit: 1) { id }`).join(' ')} }`;

  test('a depth of four passes, of five does not, nor behind a fragment', async () => {
    assert.equal((await ask(deep)).json.errors, undefined);
    assert.match((await error(deeper)).message, /depth limit/);
    assert.match((await error(hidden)).message, /depth limit/);
  });

  test('nodes as fields of the document', async () => {
    assert.match((await error(many)).message, /node limit/);
    assert.equal((await data('{ StorefrontUsers { id } }')).StorefrontUsers.length, world.shop.table('StorefrontUser').size);
  });

  test('nodes as returned objects', async () => {
    await control('set', { values: { nodeReading: 'rows' } });
    assert.equal((await data('{ StorefrontUsers(limit: 100) { id } }')).StorefrontUsers.length, 100);
    assert.match((await error('{ StorefrontUsers(limit: 101) { id } }')).message, /node limit/);
    const nested = (limit) => `{ Subscriptions(limit: ${limit}) { StorefrontUser { id } BillingPolicy { interval } } }`;
    assert.equal((await data(nested(33))).Subscriptions.length, 33);
    assert.match((await error(nested(34))).message, /node limit/);
  });

  test('a page limit of its own, in words of its own', async () => {
    await control('set', { values: { pageLimit: { max: 12, message: 'too many rows' } } });
    assert.equal((await error('{ StorefrontUsers(limit: 13) { id } }')).message, 'too many rows');
    assert.equal((await data('{ StorefrontUsers(limit: 12) { id } }')).StorefrontUsers.length, 12);
  });

  test('a page that is cut without a word', async () => {
    await control('set', { values: { pageLimit: { max: 12, silent: true } } });
    assert.equal((await data('{ StorefrontUsers(limit: 13) { id } }')).StorefrontUsers.length, 12);
  });

  test('requests within a minute, in either shape, or without end', async () => {
    await control('set', { values: { ratePerMinute: 2 } });
    await ask(probe);
    await ask(probe);
    assert.equal((await ask(probe)).status, 429);
    await control('set', { values: { rateShape: 'graphql' } });
    assert.equal((await ask(probe)).json.errors[0].message, 'Rate limit exceeded');
    await control('set', { values: { ratePerMinute: 0 } });
    assert.equal((await ask(probe)).json.data.Subscriptions.length, 1);
  });
});

describe('what may be gone', () => {
  test('a field is gone from selections, filters and orders', async () => {
    await control('set', { values: { hiddenFields: [{ type: 'StorefrontUser', field: 'emailLower' }] } });
    assert.equal((await error('{ StorefrontUsers { emailLower } }')).message, "field 'emailLower' not found in type: 'StorefrontUser'");
    assert.equal((await error('{ StorefrontUsers(where: {emailLower: {_eq: "x"}}) { id } }')).message,
      "field 'emailLower' not found in type: 'StorefrontUser_bool_exp'");
    assert.equal((await error('{ StorefrontUsers(order_by: [{emailLower: asc}]) { id } }')).message,
      "field 'emailLower' not found in type: 'StorefrontUser_order_by'");
  });

  test('introspection, refused or hidden', async () => {
    const fields = '{ __schema { mutationType { fields { name } } } __type(name: "GenerateMagicLinkInput") { inputFields { name } } }';
    await control('set', { values: { extraMutations: ['updateStorefrontUserEmail'] } });
    const seen = await data(fields);
    assert.ok(seen.__schema.mutationType.fields.some((field) => field.name === 'updateStorefrontUserEmail'));
    assert.deepEqual(seen.__type.inputFields.map((field) => field.name), ['email', 'returnToPath']);
    await control('set', { values: { introspection: 'refused' } });
    assert.match((await error(fields)).message, /not allowed/);
    await control('set', { values: { introspection: 'hidden' } });
    assert.equal((await error(fields)).message, "field '__schema' not found in type: 'query_root'");
    assert.equal((await data('{ __typename }')).__typename, 'query_root');
  });

  test('numerics as numbers, or as strings', async () => {
    const price = async () => (await data(`{ SubscriptionByPk(id: "${id('mayaActive')}") { deliveryPrice } }`)).SubscriptionByPk.deliveryPrice;
    assert.equal(await price(), 4.95);
    await control('set', { values: { numericStrings: true } });
    assert.equal(await price(), '4.95');
  });
});
