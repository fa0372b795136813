// Filters as Hasura has them, over the named rows: which rows each finds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { newWorld } from '../client.mjs';

const { data, nameOf, id } = await newWorld({ customers: 0, subscriptions: 0, unchanged: true });

const customers = async (where) => {
  const found = await data('query Q($where: StorefrontUser_bool_exp) { StorefrontUsers(where: $where, order_by: [{createdAt: asc}]) { id } }', { where });
  return found.StorefrontUsers.map((row) => nameOf(row.id)).sort();
};
const subscriptions = async (where) => {
  const found = await data('query Q($where: Subscription_bool_exp!) { Subscriptions(where: $where) { id } }', { where });
  return found.Subscriptions.map((row) => nameOf(row.id)).sort();
};

const everyone = ['longName', 'malformedEmail', 'maya', 'mixedCase', 'noEmail', 'noShopify', 'noSubscription', 'otherScript', 'redacted', 'removed',
  'twinOne', 'twinTwo'];
const without = (...names) => everyone.filter((name) => !names.includes(name));

describe('filters of customers', () => {
  const table = [
    [{}, everyone],
    [{ _and: [] }, everyone],
    [{ _or: [] }, []],
    [{ id: { _in: [] } }, []],
    [{ id: { _eq: id('maya') } }, ['maya']],
    [{ id: { _eq: id('maya').toUpperCase() } }, ['maya']],
    [{ id: { _in: [id('maya'), id('removed'), id('nobody')] } }, ['maya', 'removed']],
    [{ email: { _eq: 'jo.park@example.com' } }, ['twinOne']],
    [{ emailLower: { _eq: 'jo.park@example.com' } }, ['twinOne', 'twinTwo']],
    [{ email: { _ilike: 'JO.PARK@example.com' } }, ['twinOne', 'twinTwo']],
    [{ email: { _like: 'jo.park@%' } }, ['twinOne']],
    [{ email: { _ilike: 'jo_park@%' } }, ['twinOne', 'twinTwo']],
    [{ email: { _ilike: 'jo\\_park@%' } }, []],
    [{ email: { _nilike: '%example.com' } }, ['longName', 'otherScript']],
    [{ email: { _iregex: '^jo\\.' } }, ['twinOne', 'twinTwo']],
    [{ lastName: { _ilike: '%üll%' } }, ['otherScript']],
    [{ firstName: { _in: ['Maya', 'Otto'] } }, ['maya', 'noSubscription']],
    [{ lastName: { _gt: 'Ortiz', _lt: 'Shaw' } }, ['removed', 'twinOne', 'twinTwo']],
    // What is not known is neither equal nor different.
    [{ email: { _neq: 'maya.ortiz@example.com' } }, without('maya', 'noEmail', 'redacted')],
    [{ _not: { email: { _eq: 'maya.ortiz@example.com' } } }, without('maya', 'noEmail', 'redacted')],
    [{ email: { _nin: ['maya.ortiz@example.com'] } }, without('maya', 'noEmail', 'redacted')],
    [{ _or: [{ email: { _neq: 'x' } }, { firstName: { _eq: 'Phoebe' } }] }, without('redacted')],
    [{ email: { _is_null: true } }, ['noEmail', 'redacted']],
    [{ removedAt: { _is_null: true }, redactedAt: { _is_null: true } }, without('redacted', 'removed')],
    [{ updatedAt: { _eq: '2025-06-14T08:21:07.310447+00:00' } }, ['maya']],
    [{ updatedAt: { _eq: '2025-06-14T10:21:07.310447+02:00' } }, ['maya']],
    [{ updatedAt: { _gt: '2025-06-13T17:18:02.398226Z', _lt: '2025-06-14T08:21:07.310447+00:00' } }, ['noEmail']],
    [{ shopifyTags: { _contains: ['vip'] } }, ['maya']],
    [{ shopifyTags: { _has_key: 'vip' } }, ['maya']],
    [{ Subscriptions: { status: { _eq: 'PAUSED' } } }, ['otherScript']],
    [{ Subscriptions: {} }, without('noSubscription')],
    [{ _not: { Subscriptions: {} } }, ['noSubscription']],
    [{ Subscriptions: { SubscriptionLines: { isPrepaid: { _eq: true } } } }, ['longName']],
  ];
  for (const [where, expected] of table)
    test(JSON.stringify(where), async () => assert.deepEqual(await customers(where), expected));
});

describe('filters of subscriptions', () => {
  const table = [
    [{ status: { _in: ['PAUSED', 'FAILED'] } }, ['failed', 'paused']],
    [{ storefrontUserId: { _eq: id('maya') } }, ['mayaActive', 'mayaCancelled']],
    [{ StorefrontUser: { emailLower: { _eq: 'jo.park@example.com' } } }, ['ofTwinOne', 'ofTwinTwo']],
    [{ BillingPolicy: { interval: { _eq: 'MONTH' } }, StorefrontUser: { firstName: { _eq: 'Lena' } } }, ['noBillingDate', 'noLines']],
    [{ _not: { BillingPolicy: {} } }, ['noPolicy']],
    [{ deliveryPrice: { _lt: 4.95 } }, ['prepaid']],
    [{ deliveryPrice: { _eq: '0' } }, ['prepaid']],
    [{ cyclesCompleted: { _gte: 5 } }, ['mayaActive']],
    [{ nextBillingDate: { _gte: '2027-10-01T00:00:00+00:00', _lt: '2027-11-01T00:00:00+00:00' } }, ['mayaActive']],
    [{ platformId: { _eq: 'gid://shopify/SubscriptionContract/16778854599' } }, ['mayaActive']],
  ];
  for (const [where, expected] of table)
    test(JSON.stringify(where), async () => assert.deepEqual(await subscriptions(where), expected));
});
