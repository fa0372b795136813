// What the server's own tests ask it with: one world for each file of tests, and plain HTTP without any retry.
import { request } from 'node:http';
import { after, afterEach } from 'node:test';

import { World } from './world.mjs';

export function post(port, path, body, headers = {}, timeout = 5000) {
  return new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent: false, timeout, headers: { 'content-type': 'application/json', ...headers } },
      async (response) => {
        try {
          let text = '';
          for await (const part of response) text += part;
          done({ status: response.statusCode, headers: response.headers, text, get json() { return JSON.parse(text); } });
        } catch (error) {
          failed(error);
        }
      });
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', failed);
    sent.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

// A world that is as new before each test of the file, unless no test changes it (`unchanged`), and ends with the file.
export async function newWorld({ unchanged = false, ...options } = {}) {
  const world = new World({ token: 'the-token', shopifyToken: 'the-shopify-token', ...options });
  await world.start();
  const control = async (command, fields = {}) => {
    const { json } = await post(world.port, '/control', { command, ...fields });
    if (!json.ok) throw new Error(json.error);
    return json;
  };
  const ask = (query, variables, headers = { authorization: 'API the-token' }, timeout = 5000) =>
    post(world.port, '/v1/graphql', { query, variables }, headers, timeout);
  const data = async (query, variables) => {
    const { json } = await ask(query, variables);
    if (json.errors) throw new Error(json.errors[0].message);
    return json.data;
  };
  const error = async (query, variables) => (await ask(query, variables)).json.errors[0];
  const shopify = (query, variables, headers = { 'x-shopify-access-token': 'the-shopify-token' }) =>
    post(world.port, '/admin/api/2026-07/graphql.json', { query, variables }, headers);
  // The names of rows, for those that have one.
  const nameOf = (id) => Object.entries(world.shop.names).find(([, known]) => known === id)?.[0] ?? id;
  if (!unchanged) afterEach(() => control('reset'));
  after(() => world.stop());
  return { world, control, ask, data, error, shopify, nameOf, id: (name) => world.shop.names[name] };
}
