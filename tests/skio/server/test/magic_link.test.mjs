// Magic links as Skio makes them: by e-mail, for whom, until when, and what can be wrong with one.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { newWorld } from '../client.mjs';

const { control, ask, data, error } = await newWorld({ customers: 0, subscriptions: 0 });

const query = 'mutation SkioGenerateMagicLink($input: GenerateMagicLinkInput!) { generateMagicLink(input: $input) { ok magicLinkUrl expiresAt error } }';
const make = async (email, returnToPath) => (await data(query, { input: { email, returnToPath } })).generateMagicLink;
const maya = 'maya.ortiz@example.com';

test('a link is on the host of the store, with a token that is new each time', async () => {
  const [first, second] = [await make(maya, '/subscriptions'), await make(maya)];
  assert.deepEqual([first.ok, first.error], [true, null]);
  const url = new URL(first.magicLinkUrl);
  assert.deepEqual([url.protocol, url.host, url.pathname], ['https:', 'shop.example.com', '/a/account/subscriptions']);
  assert.ok(url.searchParams.get('token').length >= 30);
  assert.ok(url.searchParams.get('token') !== new URL(second.magicLinkUrl).searchParams.get('token'));
  assert.ok(Math.abs(Date.parse(first.expiresAt) - Date.now() - 600_000) < 5000);
});

test('calls are counted, and a link is known by its hash', async () => {
  const { magicLinkUrl } = await make(maya);
  await make('nobody@example.com');
  const stats = await control('stats');
  assert.equal(stats.magicLinkCalls, 2);
  assert.deepEqual(stats.magicLinks.map((link) => link.urlSha256), [createHash('sha256').update(magicLinkUrl).digest('hex')]);
  assert.ok(!JSON.stringify(stats).includes(magicLinkUrl.split('token=')[1]));
});

for (const email of ['nobody@example.com', '', 'gone.customer@example.com', 'ravi@example.com'])
  test(`there is none for "${email}"`, async () => {
    assert.deepEqual(await make(email), { ok: false, magicLinkUrl: null, expiresAt: null, error: 'No storefront user found for that email' });
  });

test('case does not matter, and of several customers the oldest gets it, or none', async () => {
  assert.ok((await make('MAYA.Ortiz@example.com')).ok);
  assert.ok((await make('Jo.Park@example.com')).ok);
  const { names } = { names: await control('names') };
  assert.equal((await control('stats')).magicLinks[1].customer, names.twinOne);
  await control('set', { values: { magicLink: { several: 'refuse' } } });
  assert.equal((await make('jo.park@example.com')).ok, false);
});

test('links that must not be trusted', async () => {
  for (const [values, check] of [
    [{ host: 'evil.example.net' }, (link) => assert.equal(new URL(link.magicLinkUrl).host, 'evil.example.net')],
    [{ scheme: 'http', host: 'shop.example.com' }, (link) => assert.equal(new URL(link.magicLinkUrl).protocol, 'http:')],
    [{ url: null }, (link) => assert.equal(link.magicLinkUrl, null)],
    [{ url: undefined, expiresAt: 'null' }, (link) => assert.equal(link.expiresAt, null)],
    [{ expiresAt: 'past' }, (link) => assert.ok(Date.parse(link.expiresAt) < Date.now())],
    [{ expiresAt: 'garbage' }, (link) => assert.ok(Number.isNaN(Date.parse(link.expiresAt)))],
    [{ expiresAt: 'ok', lifetimeSeconds: 180 }, (link) => assert.ok(Math.abs(Date.parse(link.expiresAt) - Date.now() - 180_000) < 5000)],
    [{ error: 'Something else' }, (link) => assert.deepEqual([link.ok, link.error], [false, 'Something else'])],
  ]) {
    await control('set', { values: { magicLink: values } });
    check(await make(maya));
  }
});

test('expiresAt may be a field that nobody knows', async () => {
  await control('set', { values: { hiddenFields: [{ type: 'GenerateMagicLinkOutput', field: 'expiresAt' }] } });
  assert.equal((await error(query, { input: { email: maya } })).message, "field 'expiresAt' not found in type: 'GenerateMagicLinkOutput'");
  assert.equal((await control('stats')).magicLinkCalls, 0);
});

test('an input of another shape is refused', async () => {
  assert.equal((await ask(query, { input: { storefrontUserId: 'x' } })).json.data, undefined);
  assert.equal((await error(query, { input: { email: maya, other: 1 } })).message, "field 'other' not found in type: 'GenerateMagicLinkInput'");
});
