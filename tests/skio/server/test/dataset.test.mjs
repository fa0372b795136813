// The rows that a seed makes: the same for the same seed, of the shapes that Skio has, and soon there.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isUuid, microsOf, sendTimestamptz } from '../scalars.mjs';
import { sortRows } from '../sort_rows.mjs';
import { World } from '../world.mjs';

const rowsOf = (world, type) => [...world.shop.table(type).rows.values()];
const small = { customers: 400, subscriptions: 600, seed: 3 };

test('the same seed makes the same rows, another others', () => {
  const rows = (seed) => JSON.stringify(rowsOf(new World({ ...small, seed }), 'Subscription'));
  assert.equal(rows(3), rows(3));
  assert.notEqual(rows(3), rows(4));
});

test('rows have the shapes that Skio sends', () => {
  const world = new World(small);
  const customers = rowsOf(world, 'StorefrontUser');
  assert.equal(customers.length, 400 + 12);
  assert.ok(rowsOf(world, 'SubscriptionLine').length > 600);
  for (const type of ['StorefrontUser', 'Subscription', 'SubscriptionLine'])
    for (const row of rowsOf(world, type)) {
      assert.ok(isUuid(row.id));
      assert.ok(row.createdAt <= row.updatedAt);
      assert.ok(row.updatedAt < Date.parse('2025-07-01T00:00:00Z') * 1000);
    }
  assert.equal(new Set(customers.map((row) => row.id)).size, customers.length);
  for (const { email } of customers) assert.match(email ?? 'none@example.com', /@([a-z.]+\.)?example\.(com|net)$|^ravi at /i);
  for (const row of rowsOf(world, 'Subscription')) assert.ok(world.shop.table('StorefrontUser').get(row.storefrontUserId));
});

test('times keep their microseconds, without trailing zeros', () => {
  for (const text of ['2025-04-02T11:03:15.576783+00:00', '2025-04-02T11:03:15.962+00:00', '2025-04-02T11:03:15+00:00', '1999-12-31T23:59:59.000001+00:00'])
    assert.equal(sendTimestamptz(microsOf(text)), text);
});

test('the quick order is the exact one, also among equal times and ids that begin alike', () => {
  const rows = rowsOf(new World(small), 'StorefrontUser');
  rows.forEach((row, n) => { if (n % 3) row.updatedAt = 1_700_000_000_000_000 + (n % 5); });
  for (const column of ['id', 'createdAt', 'updatedAt']) {
    const exact = [...rows].sort((a, b) => (a[column] === b[column] ? (a.id < b.id ? -1 : 1) : a[column] < b[column] ? -1 : 1));
    assert.deepEqual(sortRows([...rows], column).map((row) => row.id), exact.map((row) => row.id));
  }
});
