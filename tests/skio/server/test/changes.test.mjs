// What the control door does to rows, what it counts, and that a reset brings everything back.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { newWorld, post } from '../client.mjs';

const { world, control, ask, data, id } = await newWorld({ customers: 30, subscriptions: 40 });

const customer = async (name) => (await data(`{ StorefrontUsers(where: {id: {_eq: "${id(name)}"}})
  { email emailLower firstName removedAt redactedAt updatedAt } }`)).StorefrontUsers[0];
const isNow = (time) => Math.abs(Date.parse(time) - Date.now()) < 5000;

test('remove, redact, delete and a changed e-mail show in what is read', async () => {
  await control('remove', { id: 'maya' });
  assert.ok(isNow((await customer('maya')).removedAt));
  await control('redact', { id: 'maya' });
  const redacted = await customer('maya');
  assert.deepEqual([redacted.email, redacted.emailLower, redacted.firstName, isNow(redacted.redactedAt)], [null, null, null, true]);
  await control('redact', { id: 'noShopify', keepValues: true });
  assert.equal((await customer('noShopify')).email, 'nora.hall@example.com');
  await control('email', { id: 'noEmail', email: 'Otto.Lang@example.com' });
  const changed = await customer('noEmail');
  assert.deepEqual([changed.email, changed.emailLower, isNow(changed.updatedAt)], ['Otto.Lang@example.com', 'otto.lang@example.com', true]);
  const twins = await data('{ StorefrontUsers(where: {emailLower: {_eq: "otto.lang@example.com"}}) { id } }');
  assert.equal(twins.StorefrontUsers.length, 2);
  await control('delete', { type: 'StorefrontUser', id: 'otherScript' });
  assert.equal(await customer('otherScript'), undefined);
});

test('a policy or a variant that is deleted leaves null behind', async () => {
  await control('delete', { type: 'Policy', id: 'policy' });
  await control('delete', { type: 'ProductVariant', id: 'variant' });
  const { SubscriptionByPk } = await data(`{ SubscriptionByPk(id: "${id('mayaActive')}") { BillingPolicy { interval }
    SubscriptionLines { ProductVariant { title } } } }`);
  assert.deepEqual(SubscriptionByPk, { BillingPolicy: null, SubscriptionLines: [{ ProductVariant: null }] });
});

test('a patch can leave the time as it was, hang a row elsewhere, and carry any status', async () => {
  const before = (await customer('maya')).updatedAt;
  await control('patch', { type: 'StorefrontUser', id: 'maya', values: { firstName: 'May' }, touch: false });
  assert.deepEqual([(await customer('maya')).firstName, (await customer('maya')).updatedAt], ['May', before]);
  await control('patch', { type: 'Subscription', id: 'mayaActive', values: { status: 'ON_HOLD?', storefrontUserId: 'noSubscription' } });
  const of = async (name) => (await data(`{ Subscriptions(where: {storefrontUserId: {_eq: "${id(name)}"}}) { status } }`)).Subscriptions;
  assert.deepEqual([await of('noSubscription'), await of('maya')], [[{ status: 'ON_HOLD?' }], [{ status: 'CANCELLED' }]]);
});

test('touched rows come in the order of their touching, or at one time', async () => {
  await control('touch', { type: 'Subscription', first: 5 });
  const newest = async () => (await data('{ Subscriptions(order_by: [{updatedAt: desc}, {id: desc}], limit: 5) { id updatedAt } }')).Subscriptions;
  assert.deepEqual((await newest()).map((row) => row.id).reverse(), (await control('ids', { type: 'Subscription', first: 5 })).ids);
  assert.equal(new Set((await newest()).map((row) => row.updatedAt)).size, 5);
  await control('touch', { type: 'Subscription', first: 5, skip: 5, equal: true });
  assert.equal(new Set((await newest()).map((row) => row.updatedAt)).size, 1);
  await control('touch', { type: 'Subscription', id: 'paused', time: '2099-01-01T00:00:00.000001+00:00' });
  assert.equal((await newest())[0].updatedAt, '2099-01-01T00:00:00.000001+00:00');
});

test('a new row is found by all its ways', async () => {
  const { id: made } = await control('add', { type: 'StorefrontUser', values: { email: 'New@example.com', firstName: 'New' } });
  await control('add', { type: 'Subscription', values: { storefrontUserId: made, platformId: 'gid://shopify/SubscriptionContract/1', status: 'ACTIVE',
    currencyCode: 'USD', deliveryPrice: 1.5, billingPolicyId: 'policy', deliveryPolicyId: 'policy' } });
  const found = await data('{ StorefrontUsers(order_by: [{updatedAt: desc}, {id: asc}], limit: 1) { id emailLower Subscriptions { status BillingPolicy { interval } } } }');
  assert.deepEqual(found.StorefrontUsers, [{ id: made, emailLower: 'new@example.com', Subscriptions: [{ status: 'ACTIVE', BillingPolicy: { interval: 'MONTH' } }] }]);
});

test('requests are counted: how many, of which kind, at once and within a second', async () => {
  await control('misbehave', { kind: 'hold', times: 3 });
  const three = [1, 2, 3].map(() => ask('query Three { Subscriptions(limit: 1) { id } }'));
  while ((await control('stats')).inFlight < 3);
  await control('behave');
  await Promise.all(three);
  await ask('query One($limit: Int) { Subscriptions(limit: $limit) { id } }', { limit: 4 }, {});
  const stats = await control('stats');
  assert.deepEqual([stats.requests, stats.inFlight, stats.maxInFlight, stats.unauthorised], [4, 0, 3, 1]);
  assert.ok(stats.maxPerSecond >= 3 && stats.maxPerSecond <= 4);
  assert.deepEqual(stats.byOperation, { Three: 3, One: 1 });
  assert.deepEqual(stats.recent.at(-1), { operation: 'One', variables: { limit: 4 } });
  assert.ok(!JSON.stringify(stats).includes('the-token'));
  await control('clearStats');
  assert.equal((await control('stats')).requests, 0);
});

test('a reset brings rows, settings, faults and counts back', async () => {
  const all = async () => JSON.stringify(await data('{ StorefrontUsers(order_by: [{id: asc}]) { id email updatedAt } }'));
  const before = await all();
  await control('delete', { type: 'StorefrontUser', first: 10 });
  await control('set', { values: { introspection: 'refused', magicLink: { host: 'x.example.com' } } });
  await control('misbehave', { kind: 'badGateway', times: 0 });
  await control('reset');
  assert.equal((await control('stats')).requests, 0);
  assert.equal(await all(), before);
  assert.deepEqual([world.settings.introspection, world.settings.magicLink.host], ['allowed', 'shop.example.com']);
});

for (const [command, fields, why] of [['fly', {}, /no command fly/], ['set', { values: { colour: 1 } }, /no setting colour/], ['row', { type: 'Tree', id: 'x' }, /no table Tree/],
  ['row', { type: 'StorefrontUser', id: 'nobody' }, /no StorefrontUser/], ['patch', { type: 'StorefrontUser', id: 'maya', values: { height: 1 } }, /no column height/]])
  test(`"${command}" ${JSON.stringify(fields)} says why it is not carried out`, async () => {
    const { json } = await post(world.port, '/control', { command, ...fields });
    assert.equal(json.ok, false);
    assert.match(json.error, why);
  });
