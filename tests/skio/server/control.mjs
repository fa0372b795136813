// What a test may tell the server through POST /control, one command at a time; README.md has them in a table.
import { columns } from './schema.mjs';
import { sendTimestamptz, timeText, toStored } from './scalars.mjs';
import { restore, set } from './settings.mjs';

const seen = { timestamptz: sendTimestamptz, timestamp: timeText };

function shown(type, row) {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => {
    const show = seen[columns[type][column]];
    return [column, show && value !== null ? show(value) : value];
  }));
}

// The rows that a command means: by `id` or name, by `ids`, or the `first` ones in the order of ids, after `skip`.
function chosen(world, { type, id, ids, first, skip = 0 }) {
  if (id !== undefined) return [world.shop.row(type, id)];
  if (ids !== undefined) return ids.map((one) => world.shop.row(type, one));
  return world.shop.table(type).ordered('id').slice(skip, skip + (first ?? 0));
}

function touch(world, command) {
  const rows = chosen(world, command);
  const { type, time, equal } = command;
  if (time === undefined && !equal) {
    for (const row of rows) world.shop.patch(type, row, {});
  } else {
    const updatedAt = time === undefined ? world.clock.nextMicros() : toStored('timestamptz', time);
    world.shop.table(type).changeMany(rows, { updatedAt });
  }
  return { touched: rows.length, updatedAt: rows.length ? sendTimestamptz(rows[0].updatedAt) : null };
}

const now = (world) => new Date(world.clock.millis()).toISOString();

// Emptied of what is personal, as after a privacy request.
function redact(world, { id, keepValues = false }) {
  const empty = { email: null, firstName: null, lastName: null, phoneNumber: null };
  world.shop.patch('StorefrontUser', world.shop.row('StorefrontUser', id), { redactedAt: now(world), ...(keepValues ? {} : empty) });
}

const commands = {
  set: (world, { values }) => {
    set(world.settings, values);
    world.skio.rebuild();
  },
  misbehave: (world, rule) => world.rules.add(rule),
  onRequest: (world, hook) => world.rules.addHook(hook),
  behave: (world) => world.rules.clear(),
  stats: (world) => world.counters.report(),
  clearStats: (world) => world.counters.clear(),
  reset: (world) => {
    restore(world.settings);
    world.rules.clear();
    world.counters.clear();
    world.shopify.forget();
    world.renewShop();
  },
  names: (world) => ({ ...world.shop.names }),
  count: (world, { type }) => ({ count: world.shop.table(type).size }),
  ids: (world, command) => ({ ids: chosen(world, command).map((row) => row.id) }),
  row: (world, { type, id }) => ({ row: shown(type, world.shop.row(type, id)) }),
  rows: (world, command) => ({ rows: chosen(world, command).map((row) => shown(command.type, row)) }),
  patch: (world, { type, id, values, touch: touches = true }) => world.shop.patch(type, world.shop.row(type, id), values, touches),
  add: (world, { type, values }) => {
    const updatedAt = sendTimestamptz(world.clock.nextMicros());
    const times = { createdAt: updatedAt, updatedAt };
    const own = Object.fromEntries(Object.entries(times).filter(([column]) => column in columns[type]));
    const site = 'siteId' in columns[type] ? { siteId: world.shop.names.site } : {};
    return { id: world.shop.add(type, { id: world.newId(), ...site, ...own, ...values }).id };
  },
  touch,
  delete: (world, command) => {
    const rows = chosen(world, command);
    for (const row of rows) world.shop.table(command.type).remove(row);
    return { deleted: rows.length };
  },
  remove: (world, { id }) => world.shop.patch('StorefrontUser', world.shop.row('StorefrontUser', id), { removedAt: now(world) }),
  redact,
  email: (world, { id, email }) => world.shop.patch('StorefrontUser', world.shop.row('StorefrontUser', id), { email }),
  mirror: (world) => ({ mirrored: world.shopify.mirrorNow() }),
};

// Every reply has `ok`; a command that cannot be carried out says why in `error`.
export function carryOut(world, command) {
  try {
    if (!Object.hasOwn(commands, command.command)) throw new Error(`there is no command ${command.command}`);
    return { ok: true, ...commands[command.command](world, command) };
  } catch (error) {
    return { ok: false, error: error.message };
  }
}

export const commandNames = Object.keys(commands);
