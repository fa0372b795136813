// Order, nulls, offsets and keyset pages: what comes, in which order, and that pages leave nothing out.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { newWorld } from '../client.mjs';

const { world, control, data, nameOf, id } = await newWorld({ customers: 320, subscriptions: 500, seed: 7 });

const list = async (where, orderBy, limit, offset) => (await data(`query Q($where: StorefrontUser_bool_exp, $orderBy: [StorefrontUser_order_by!], $limit: Int,
  $offset: Int) { StorefrontUsers(where: $where, order_by: $orderBy, limit: $limit, offset: $offset) { id email lastName createdAt updatedAt } }`,
{ where, orderBy, limit, offset })).StorefrontUsers;

const few = { id: { _in: ['maya', 'noEmail', 'twinOne', 'redacted'].map(id) } };
const names = (rows) => rows.map((row) => nameOf(row.id));

// Walks the collection as the program does: after the last row's time and id.
async function walk(order, limit, between = () => {}) {
  const [past, next] = order === 'asc' ? ['_gt', 'asc'] : ['_lt', 'desc'];
  const rows = [];
  for (;;) {
    const last = rows.at(-1);
    const where = last && { _or: [{ updatedAt: { [past]: last.updatedAt } }, { _and: [{ updatedAt: { _eq: last.updatedAt } }, { id: { [past]: last.id } }] }] };
    const page = await list(where, [{ updatedAt: next }, { id: next }], limit);
    rows.push(...page);
    if (page.length < limit) return rows;
    await between();
  }
}

describe('order', () => {
  const table = [
    [[{ lastName: 'asc' }, { id: 'asc' }], ['maya', 'twinOne', 'redacted', 'noEmail']],
    [[{ lastName: 'desc' }, { id: 'asc' }], ['redacted', 'noEmail', 'twinOne', 'maya']],
    [[{ lastName: 'asc_nulls_first' }, { id: 'desc' }], ['noEmail', 'redacted', 'maya', 'twinOne']],
    [[{ lastName: 'desc_nulls_last' }, { id: 'desc' }], ['twinOne', 'maya', 'noEmail', 'redacted']],
    [[{ createdAt: 'asc' }], ['redacted', 'maya', 'noEmail', 'twinOne']],
    [[{ Site: { currencyCode: 'asc' } }, { createdAt: 'desc' }], ['twinOne', 'noEmail', 'maya', 'redacted']],
  ];
  for (const [orderBy, expected] of table)
    test(JSON.stringify(orderBy), async () => assert.deepEqual(names(await list(few, orderBy)), expected));

  test('by a relation, with nulls last', async () => {
    const found = await data(`{ Subscriptions(where: {storefrontUserId: {_in: ["${id('maya')}", "${id('noEmail')}"]}},
      order_by: [{StorefrontUser: {email: asc}}, {createdAt: asc}]) { id } }`);
    assert.deepEqual(names(found.Subscriptions), ['mayaCancelled', 'mayaActive', 'ofNoEmail']);
  });

  test('limit and offset cut a piece out of the order', async () => {
    const all = await list({}, [{ email: 'asc' }, { id: 'asc' }]);
    assert.deepEqual(await list({}, [{ email: 'asc' }, { id: 'asc' }], 10, 25), all.slice(25, 35));
    const byTime = await list({}, [{ updatedAt: 'desc' }, { id: 'desc' }]);
    assert.deepEqual(await list({}, [{ updatedAt: 'desc' }, { id: 'desc' }], 10, 25), byTime.slice(25, 35));
    assert.deepEqual(await list({}, [], 0), []);
  });
});

describe('keyset pages', () => {
  for (const order of ['asc', 'desc'])
    test(`bring every row once, ${order}`, async () => {
      const rows = await walk(order, 50);
      assert.equal(rows.length, world.shop.table('StorefrontUser').size);
      assert.equal(new Set(rows.map((row) => row.id)).size, rows.length);
      const times = rows.map((row) => Date.parse(row.updatedAt));
      assert.deepEqual(times, [...times].sort((a, b) => (order === 'asc' ? a - b : b - a)));
    });

  test('bring rows of one equal time once each', async () => {
    const { updatedAt } = await control('touch', { type: 'StorefrontUser', first: 230, equal: true });
    const rows = await walk('asc', 50);
    assert.equal(new Set(rows.map((row) => row.id)).size, world.shop.table('StorefrontUser').size);
    assert.equal(rows.filter((row) => row.updatedAt === updatedAt).length, 230);
  });

  test('bring a row again that was touched meanwhile, and lose none', async () => {
    let left = 3;
    const rows = await walk('asc', 50, async () => {
      left -= 1;
      if (left >= 0) await control('touch', { type: 'StorefrontUser', first: 5, skip: left * 5 });
    });
    assert.equal(new Set(rows.map((row) => row.id)).size, world.shop.table('StorefrontUser').size);
    assert.ok(rows.length > new Set(rows.map((row) => row.id)).size);
  });

  test('by id alone, as a first load', async () => {
    const seen = [];
    let last = '00000000-0000-0000-0000-000000000000';
    for (let page = []; seen.length === 0 || page.length === 100; last = seen.at(-1)) {
      page = await list({ id: { _gt: last } }, [{ id: 'asc' }], 100);
      seen.push(...page.map((row) => row.id));
    }
    assert.deepEqual(seen, [...world.shop.table('StorefrontUser').rows.keys()].sort());
  });
});

describe('bounds of a walked order', () => {
  const tests = { _eq: (a, b) => a === b, _gt: (a, b) => a > b, _gte: (a, b) => a >= b, _lt: (a, b) => a < b, _lte: (a, b) => a <= b };
  for (const column of ['id', 'updatedAt', 'createdAt'])
    for (const order of ['asc', 'desc'])
      test(`${column}, ${order}, find what a look at every row finds`, async () => {
        const orderBy = column === 'id' ? [{ id: order }] : [{ [column]: order }, { id: order }];
        const all = (await list({}, orderBy)).map((row) => ({ ...row, key: column === 'id' ? row.id : world.shop.table('StorefrontUser').get(row.id)[column] }));
        const middle = all[150];
        for (const [operator, holds] of Object.entries(tests)) {
          const found = await list({ [column]: { [operator]: middle[column] } }, orderBy);
          assert.deepEqual(found.map((row) => row.id), all.filter((row) => holds(row.key, middle.key)).map((row) => row.id), operator);
        }
      });
});

describe('nested lists', () => {
  test('take their own filter, order and limit', async () => {
    const found = await data(`query Q($id: uuid!) { SubscriptionByPk(id: $id) { AuditLogs(limit: 2, order_by: [{createdAt: desc}]) { eventType } } }`,
      { id: id('mayaActive') });
    assert.deepEqual(found.SubscriptionByPk.AuditLogs.map((row) => row.eventType), ['Discount code applied', 'productsUpdated']);
    const lines = await data(`query Q($id: uuid!) { SubscriptionByPk(id: $id) { all: SubscriptionLines { id }
      live: SubscriptionLines(where: {removedAt: {_is_null: true}}) { id } } }`, { id: id('lineRemoved') });
    assert.equal(lines.SubscriptionByPk.all.length, 2);
    assert.equal(lines.SubscriptionByPk.live.length, 1);
  });

  test('and relations are null where the documents promise a value', async () => {
    const found = await data(`query Q($ids: [uuid!]) { Subscriptions(where: {id: {_in: $ids}}, order_by: [{id: asc}]) { id nextBillingDate
      BillingPolicy { interval } SubscriptionLines { ProductVariant { Product { title } } } } }`,
    { ids: ['noLines', 'noPolicy', 'noBillingDate', 'productDeleted'].map(id) });
    const [noLines, noPolicy, noBillingDate, productDeleted] = found.Subscriptions;
    assert.deepEqual(noLines.SubscriptionLines, []);
    assert.equal(noPolicy.BillingPolicy, null);
    assert.equal(noBillingDate.nextBillingDate, null);
    assert.deepEqual(productDeleted.SubscriptionLines, [{ ProductVariant: null }]);
  });
});
