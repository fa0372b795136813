// Starts the server by its command line: prints one line with its port when it is ready, and ends with its standard input or by SIGTERM.
import { parseArgs } from 'node:util';

// Read by graphql when it is loaded: its checks for a second copy of itself cost a fifth of a page.
process.env.NODE_ENV = 'production';
const { World } = await import('./world.mjs');

const { values } = parseArgs({ options: { customers: { type: 'string' }, subscriptions: { type: 'string' }, seed: { type: 'string' } } });
const count = (text) => (text === undefined ? undefined : Number.parseInt(text, 10));

// The tokens come by the environment, so that no list of processes shows them.
const world = new World({ customers: count(values.customers), subscriptions: count(values.subscriptions), seed: count(values.seed),
  token: process.env.SKIO_TEST_TOKEN, shopifyToken: process.env.SHOPIFY_TEST_TOKEN });
await world.start();
process.stdout.write(`${JSON.stringify({ port: world.port, elsewhere: world.elsewherePort })}\n`);

function end() {
  world.stop();
  process.exit(0);
}
process.on('SIGTERM', end);
process.stdin.on('end', end).on('close', end).resume();
