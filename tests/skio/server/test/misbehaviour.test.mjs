// Each fault that the server can be told to have, and when it has it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { kindNames } from '../misbehave.mjs';
import { newWorld, post } from '../client.mjs';

const { world, control, ask, data, shopify, id } = await newWorld({ customers: 3, subscriptions: 3 });

const query = 'query SkioProbe { Subscriptions(limit: 1) { id } }';
const probe = (timeout) => ask(query, {}, { authorization: 'API the-token' }, timeout);
const errorOf = (reply) => reply.json.errors[0];
const isLost = (code) => (error) => error.code === code || error.message === code || /aborted|hang up/.test(error.message);

const checked = {
  badToken: [{}, (reply) => assert.equal(errorOf(reply).message, 'Invalid response from authorization hook')],
  noAccess: [{}, (reply) => assert.equal(errorOf(reply).message, "field 'Subscriptions' not found in type: 'query_root'")],
  fieldGone: [{ field: 'note', type: 'Subscription' }, (reply) => assert.equal(errorOf(reply).message, "field 'note' not found in type: 'Subscription'")],
  dataException: [{}, (reply) => assert.deepEqual(errorOf(reply).extensions, { path: '$', code: 'data-exception' })],
  internalError: [{}, (reply) => assert.equal(errorOf(reply).extensions.code, 'unexpected')],
  lambdaRevoked: [{}, (reply) => assert.match(errorOf(reply).extensions.detail, /^Lambda policy revoked, /)],
  discount: [{ detail: 'CURRENTLY_INACTIVE' }, (reply) => assert.equal(errorOf(reply).extensions.detail, 'CURRENTLY_INACTIVE')],
  limit: [{ message: 'too big' }, (reply) => assert.equal(errorOf(reply).message, 'too big')],
  graphqlError: [{ message: 'odd', data: { Subscriptions: [] } }, (reply) => {
    assert.equal(errorOf(reply).message, 'odd');
    assert.deepEqual(reply.json.data, { Subscriptions: [] });
  }],
  tooMany: [{ retryAfter: 3 }, (reply) => assert.deepEqual([reply.status, reply.headers['retry-after']], [429, '3'])],
  tooManyGraphql: [{}, (reply) => assert.deepEqual([reply.status, errorOf(reply).message], [200, 'Rate limit exceeded'])],
  badGateway: [{}, (reply) => {
    assert.equal(reply.status, 502);
    assert.match(reply.headers['content-type'], /html/);
    assert.throws(() => reply.json);
  }],
  unavailable: [{ retryAfter: 'date' }, (reply) => {
    assert.equal(reply.status, 503);
    assert.equal(Date.parse(reply.headers['retry-after']) - Date.parse(reply.headers.date), 2000);
  }],
  status: [{ status: 418, body: { a: 1 } }, (reply) => assert.deepEqual([reply.status, reply.json], [418, { a: 1 }])],
  notJson: [{}, (reply) => assert.deepEqual([reply.status, reply.text.slice(0, 9)], [200, '<!DOCTYPE'])],
  empty: [{}, (reply) => assert.deepEqual([reply.status, reply.text], [200, ''])],
  noKey: [{}, (reply) => assert.deepEqual(reply.json, { data: {} })],
  nullList: [{}, (reply) => assert.deepEqual(reply.json, { data: { Subscriptions: null } })],
  redirect: [{}, (reply) => {
    assert.equal(reply.status, 307);
    assert.equal(reply.headers.location, `http://127.0.0.2:${world.elsewherePort}/v1/graphql`);
  }],
  partial: [{}, (reply) => assert.deepEqual([reply.json.data.Subscriptions.length, errorOf(reply).message], [1, 'unexpected'])],
  slow: [{ milliseconds: 300 }, (reply) => assert.equal(reply.json.data.Subscriptions.length, 1)],
};

describe('kinds', () => {
  for (const [kind, [fields, check]] of Object.entries(checked))
    test(`${kind}, once`, async () => {
      await control('misbehave', { kind, ...fields });
      check(await probe());
      assert.deepEqual((await probe()).json.data.Subscriptions.length, 1);
    });

  for (const [kind, code] of [['hang', 'timeout'], ['hangAfter', 'timeout'], ['drop', 'ECONNRESET'], ['dropAfter', 'ECONNRESET'], ['cut', 'ECONNRESET']])
    test(`${kind}, once`, async () => {
      await control('misbehave', { kind });
      await assert.rejects(probe(code === 'timeout' ? 300 : 5000), isLost(code));
      assert.deepEqual((await probe()).json.data.Subscriptions.length, 1);
    });

  test('a slow answer takes its time', async () => {
    await control('misbehave', { kind: 'slow', milliseconds: 700 });
    await assert.rejects(probe(200), isLost('timeout'));
  });

  test('hold, once, until it is to behave', async () => {
    await control('misbehave', { kind: 'hold' });
    let isOver = false;
    const held = probe().finally(() => { isOver = true; });
    while ((await control('stats')).requests < 1);
    assert.equal((await probe()).json.data.Subscriptions.length, 1);
    assert.equal(isOver, false);
    await control('behave');
    assert.equal((await held).json.data.Subscriptions.length, 1);
  });

  test('what is held for nobody is not carried out', async () => {
    await control('misbehave', { kind: 'hold' });
    const mutation = 'mutation M { generateMagicLink(input: {email: "maya.ortiz@example.com"}) { ok } }';
    await assert.rejects(ask(mutation, {}, { authorization: 'API the-token' }, 300), isLost('timeout'));
    while ((await control('stats')).inFlight > 0);
    await control('behave');
    assert.equal((await probe()).status, 200);
    assert.equal((await control('stats')).magicLinkCalls, 0);
  });

  test('none is left out here', () => {
    assert.deepEqual([...Object.keys(checked), 'hold', 'hang', 'hangAfter', 'drop', 'dropAfter', 'cut'].sort(), [...kindNames].sort());
  });
});

describe('a lost answer', () => {
  const mutation = 'mutation M { generateMagicLink(input: {email: "maya.ortiz@example.com"}) { ok } }';
  for (const [kind, calls] of [['drop', 0], ['hang', 0], ['dropAfter', 1], ['hangAfter', 1]])
    test(`${kind}: the mutation is carried out ${calls} times`, async () => {
      await control('misbehave', { kind });
      await assert.rejects(ask(mutation, {}, { authorization: 'API the-token' }, kind.startsWith('drop') ? 5000 : 1000));
      assert.equal((await control('stats')).magicLinkCalls, calls);
    });
});

describe('when', () => {
  const statuses = async (count) => {
    const seen = [];
    for (let i = 0; i < count; i += 1) seen.push((await probe()).status);
    return seen;
  };

  test('after some requests, some times, or until it is to behave', async () => {
    await control('misbehave', { kind: 'badGateway', after: 2, times: 2 });
    assert.deepEqual(await statuses(5), [200, 200, 502, 502, 200]);
    await control('misbehave', { kind: 'badGateway', times: 0 });
    assert.deepEqual(await statuses(3), [502, 502, 502]);
    await control('behave');
    assert.deepEqual(await statuses(1), [200]);
  });

  test('only for an operation, by its name or its root, and only at its door', async () => {
    await control('misbehave', { kind: 'badGateway', times: 0, operation: 'SkioSync' });
    await control('misbehave', { kind: 'tooMany', times: 0, operation: 'StorefrontUsers' });
    await control('misbehave', { kind: 'unavailable', times: 0, door: 'shopify' });
    assert.equal((await probe()).status, 200);
    assert.equal((await ask('query SkioSyncLines { SubscriptionLines(limit: 1) { id } }')).status, 502);
    assert.equal((await ask('{ StorefrontUsers(limit: 1) { id } }')).status, 429);
    assert.equal((await shopify('{ shop { name } }')).status, 503);
  });

  test('a row changes when a request comes', async () => {
    await control('onRequest', { after: 1, operation: 'Subscriptions', commands: [{ command: 'patch', type: 'Subscription', id: 'mayaActive', values: { status: 'PAUSED' } }] });
    const status = async () => (await data(`{ Subscriptions(where: {id: {_eq: "${id('mayaActive')}"}}) { status } }`)).Subscriptions[0].status;
    assert.deepEqual([await status(), await status(), await status()], ['ACTIVE', 'PAUSED', 'PAUSED']);
  });
});

describe('the other host', () => {
  test('counts who follows a redirect, and who brings a token', async () => {
    await post(world.elsewherePort, '/v1/graphql', {}).catch(() => {});
    const { request } = await import('node:http');
    const call = (headers) => new Promise((done) => {
      request({ host: '127.0.0.2', port: world.elsewherePort, method: 'POST', agent: false, headers }, (response) => response.resume().on('end', done)).end();
    });
    await call({});
    await call({ authorization: 'API the-token' });
    const { elsewhere, elsewhereTokens } = await control('stats');
    assert.deepEqual([elsewhere, elsewhereTokens], [2, 1]);
  });
});

describe('clocks', () => {
  test('are off together: the date of a reply, the end of a link, and new rows', async () => {
    await control('set', { values: { clockOffsetMs: 7 * 60_000 } });
    const near = (time) => Math.abs(Date.parse(time) - Date.now() - 7 * 60_000) < 5000;
    const reply = await ask('mutation { generateMagicLink(input: {email: "maya.ortiz@example.com"}) { expiresAt } }');
    assert.ok(near(reply.headers.date));
    assert.equal(Math.round((Date.parse(reply.json.data.generateMagicLink.expiresAt) - Date.parse(reply.headers.date)) / 60_000), 10);
    const { updatedAt } = await control('touch', { type: 'StorefrontUser', id: 'maya' });
    assert.ok(near(updatedAt));
    await control('set', { values: { dateHeader: false } });
    assert.equal((await probe()).headers.date, undefined);
  });
});
