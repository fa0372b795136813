// The doors of the server: Skio's endpoint, Shopify's, the tests' control, and another host that nobody should come to.
import { createServer } from 'node:http';

import { carryOut } from './control.mjs';

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

function send(world, response, { status = 200, headers = {}, body = '' }) {
  response.sendDate = false;
  if (world.settings.dateHeader) response.setHeader('date', new Date(world.clock.millis()).toUTCString());
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

// Sends the head and half of the body, then ends the connection.
function cut(world, response, reply) {
  response.sendDate = false;
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(reply.body) });
  response.write(reply.body.slice(0, reply.body.length / 2), () => response.socket?.destroy());
}

function withErrors(body, errors) { return JSON.stringify({ ...JSON.parse(body), errors }); }

// Answers by `real`, a function that makes the good reply, unless a rule wants something else.
async function answer(world, door, request, response, real) {
  for (const command of world.rules.commandsFor(door, request)) carryOut(world, command);
  const wanted = world.rules.next(door, request, world.clock.millis()) ?? { real: true };
  if (wanted.wait) await pause(wanted.wait);
  if (wanted.held) {
    await world.rules.held();
    // Nobody waits for it any more, and the test that held it may be over.
    if (response.destroyed) return;
  }
  const reply = wanted.real ? real() : wanted;
  if (wanted.addErrors) reply.body = withErrors(reply.body, wanted.addErrors);
  if (wanted.fate === 'hang') return;
  if (wanted.fate === 'drop') response.socket?.destroy();
  else if (wanted.fate === 'cut') cut(world, response, reply);
  else if (!response.destroyed) send(world, response, reply);
}

function tooMany(world) {
  const { ratePerMinute, rateShape } = world.settings;
  if (!ratePerMinute || world.counters.withinLastMinute() <= ratePerMinute) return undefined;
  const errors = [{ message: 'Rate limit exceeded', extensions: { path: '$', code: 'rate-limit-exceeded' } }];
  return { status: rateShape === 'http' ? 429 : 200, body: JSON.stringify({ errors }) };
}

function variablesOf(body) {
  try {
    return JSON.parse(body).variables ?? {};
  } catch {
    return {};
  }
}

async function atSkio(world, request, response) {
  const body = await bodyOf(request);
  const asked = { ...world.skio.describe(body), elsewhere: `http://127.0.0.2:${world.elsewherePort}/v1/graphql` };
  const end = world.counters.begin(asked.name, variablesOf(body));
  response.on('close', end);
  if (world.skio.role(request.headers) !== 'api') world.counters.unauthorised += 1;
  await answer(world, 'skio', asked, response, () => tooMany(world) ?? { body: world.skio.answer(request.headers, body) });
}

async function atShopify(world, request, response, version) {
  const body = await bodyOf(request);
  world.counters.shopifyRequests += 1;
  const asked = { ...world.skio.describe(body), elsewhere: `http://127.0.0.2:${world.elsewherePort}${request.url}` };
  await answer(world, 'shopify', asked, response, () => world.shopify.answer(request.headers, version, body));
}

async function atControl(world, request, response) {
  const body = await bodyOf(request);
  send(world, response, { body: JSON.stringify(carryOut(world, JSON.parse(body))) });
}

async function route(world, request, response) {
  const shopify = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(request.url);
  if (request.method !== 'POST') send(world, response, { status: 404, body: '{"errors":"Not Found"}' });
  else if (request.url === '/control') await atControl(world, request, response);
  else if (request.url === '/v1/graphql') await atSkio(world, request, response);
  else if (shopify) await atShopify(world, request, response, shopify[1]);
  else send(world, response, { status: 404, body: '{"errors":"Not Found"}' });
}

function listen(server, address) {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(0, address, () => done(server.address().port));
  });
}

// Counts who follows a redirect, and whether a token came along.
function elsewhereServer(world) {
  return createServer((request, response) => {
    world.counters.elsewhere += 1;
    if (request.headers.authorization || request.headers['x-shopify-access-token']) world.counters.elsewhereTokens += 1;
    send(world, response, { body: '{"data":{"Subscriptions":[],"StorefrontUsers":[]}}' });
  });
}

// Listens on 127.0.0.1, and for redirects on 127.0.0.2; ends with every open connection.
export async function serve(world) {
  const servers = [elsewhereServer(world), createServer((request, response) => {
    route(world, request, response).catch((error) => {
      // A client that went away in the middle of its request is no fault of the server.
      if (request.destroyed && error.code === 'ECONNRESET') return;
      if (!response.headersSent) send(world, response, { status: 500, body: JSON.stringify({ serverFault: error.message }) });
    });
  })];
  // A client that pauses between two requests must not meet a connection that is just being closed.
  for (const server of servers) Object.assign(server, { keepAliveTimeout: 120_000, headersTimeout: 130_000, requestTimeout: 0 });
  world.elsewherePort = await listen(servers[0], '127.0.0.2');
  world.port = await listen(servers[1], '127.0.0.1');
  return () => servers.forEach((server) => {
    server.close();
    server.closeAllConnections();
  });
}
