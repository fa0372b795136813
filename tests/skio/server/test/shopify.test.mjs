// Shopify's side: an e-mail change, what it refuses, and when Skio's data follow.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newWorld, post } from '../client.mjs';

const { world, control, data, shopify, id } = await newWorld({ customers: 5, subscriptions: 5 });

const mutation = `mutation EmailUpdate($input: CustomerInput!) { customerUpdate(input: $input) { customer { id email } userErrors { field message } } }`;
const gid = 'gid://shopify/Customer/7827118522567';
const change = async (email, customer = gid) => (await shopify(mutation, { input: { id: customer, email } })).json;
const emailInSkio = async () => (await data(`{ StorefrontUsers(where: {id: {_eq: "${id('maya')}"}}) { email updatedAt } }`)).StorefrontUsers[0].email;

test('a change is saved, shown in Skio at once, and counted', async () => {
  const { customerUpdate } = (await change('maya.new@example.com')).data;
  assert.deepEqual(customerUpdate, { customer: { id: gid, email: 'maya.new@example.com' }, userErrors: [] });
  assert.equal(await emailInSkio(), 'maya.new@example.com');
  assert.equal((await control('stats')).shopifyUpdates, 1);
});

test('Skio follows later, when it is told to, or never', async () => {
  await control('set', { values: { shopify: { mirrorDelayMs: null } } });
  await change('maya.new@example.com');
  assert.equal(await emailInSkio(), 'maya.ortiz@example.com');
  assert.equal((await shopify('query Q($id: ID!) { customer(id: $id) { email } }', { id: gid })).json.data.customer.email, 'maya.new@example.com');
  assert.equal((await control('mirror')).mirrored, 1);
  assert.equal(await emailInSkio(), 'maya.new@example.com');
  await control('set', { values: { shopify: { mirrorDelayMs: 1000 } } });
  await change('maya.later@example.com');
  assert.equal(await emailInSkio(), 'maya.new@example.com');
  for (let i = 0; i < 500 && (await emailInSkio()) !== 'maya.later@example.com'; i += 1) await new Promise((done) => { setTimeout(done, 20); });
  assert.equal(await emailInSkio(), 'maya.later@example.com');
});

for (const [email, customer, field, message] of [
  ['otto.lang@example.com', gid, 'email', 'Email has already been taken'],
  ['OTTO.Lang@example.com', gid, 'email', 'Email has already been taken'],
  ['lena.moss@example.com', gid, 'email', 'Email has already been taken'],
  ['not an address', gid, 'email', 'Email is invalid'],
  ['a@example.com', 'gid://shopify/Customer/1', 'id', 'Customer does not exist'],
])
  test(`"${email}" for ${customer.slice(-4)}: ${message}`, async () => {
    assert.deepEqual((await change(email, customer)).data.customerUpdate, { customer: null, userErrors: [{ field: [field], message }] });
    assert.equal(await emailInSkio(), 'maya.ortiz@example.com');
  });

test('an address is free again once its customer has another', async () => {
  await change('old@example.net', (await control('row', { type: 'StorefrontUser', id: 'noSubscription' })).row.platformId);
  assert.deepEqual((await change('otto.lang@example.com')).data.customerUpdate.userErrors, []);
});

test('a malformed id is an error of the request', async () => {
  assert.equal((await change('a@example.com', 'x')).errors[0].extensions.code, 'INVALID_VARIABLE');
});

test('without the token, with a revoked one, without the scope, and under an unknown version', async () => {
  assert.equal((await shopify('{ shop { name } }', {}, {})).status, 401);
  assert.equal((await post(world.port, '/admin/api/1999-99/graphql.json', { query: '{ shop { name } }' }, { 'x-shopify-access-token': 'the-shopify-token' })).status, 404);
  await control('set', { values: { shopify: { scope: false } } });
  assert.equal((await change('a@example.com')).errors[0].extensions.code, 'ACCESS_DENIED');
  assert.equal(await emailInSkio(), 'maya.ortiz@example.com');
  const scopes = await shopify('{ currentAppInstallation { accessScopes { handle } } }');
  assert.deepEqual(scopes.json.data.currentAppInstallation.accessScopes, [{ handle: 'read_customers' }]);
  await control('set', { values: { shopify: { tokenRevoked: true } } });
  assert.equal((await shopify('{ shop { name } }')).status, 401);
});
