// One table in memory: rows by id, by each foreign key, and in the orders that a keyset page walks.
import { Refusal } from './refusal.mjs';
import { boundOf, compile, keysOf } from './filter.mjs';
import { columns, relations } from './schema.mjs';
import { sortRows } from './sort_rows.mjs';

// Sorted as the keyset pages ask: by the column, then by id.
const walked = ['id', 'createdAt', 'updatedAt'];

const before = (column, a, b) => (a[column] === b[column] ? a.id < b.id : a[column] < b[column]);
// The first place at which `isEnough` holds; it holds for all that follow.
function firstWhere(rows, isEnough) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isEnough(rows[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

export class Table {
  constructor(type, foreignKeys) {
    this.type = type;
    this.rows = new Map();
    this.foreignKeys = foreignKeys;
    this.foreign = new Map();
    this.orders = new Map();
    this.isChanged = false;
  }

  get size() { return this.rows.size; }

  get(id) { return this.rows.get(id); }

  with(column, key) { return this.#foreignBy(column).get(key) ?? []; }

  insert(row) {
    this.isChanged = true;
    this.rows.set(row.id, row);
    for (const [column, map] of this.foreign) this.#join(map, row, row[column]);
    for (const [column, rows] of this.orders) this.#place(rows, column, row);
  }

  remove(row) {
    this.isChanged = true;
    this.rows.delete(row.id);
    for (const [column, map] of this.foreign) this.#leave(map, row, row[column]);
    for (const [column, rows] of this.orders) this.#take(rows, column, row);
  }

  change(row, values) {
    this.isChanged = true;
    const moved = Object.keys(values).filter((column) => row[column] !== values[column]);
    for (const column of moved) {
      const rows = this.orders.get(column);
      const map = this.foreign.get(column);
      if (rows) this.#take(rows, column, row);
      if (map) this.#leave(map, row, row[column]);
      row[column] = values[column];
      if (rows) this.#place(rows, column, row);
      if (map) this.#join(map, row, row[column]);
    }
  }

  // Many places in a long order at once are found faster by sorting anew.
  changeMany(rows, values) {
    if (rows.length > 500) this.orders.clear();
    for (const row of rows) this.change(row, values);
  }

  ordered(column) {
    if (!this.orders.has(column)) this.orders.set(column, sortRows([...this.rows.values()], column));
    return this.orders.get(column);
  }

  select(shop, { where, order_by: orderBy, limit, offset }) {
    for (const count of [limit, offset]) if (count < 0) throw new Refusal('unexpected negative value');
    const test = where === undefined ? () => true : compile(shop, this.type, where);
    const order = orderOf(shop, this.type, orderBy);
    const skip = offset ?? 0;
    const end = limit === undefined || limit === null ? Infinity : skip + limit;
    const few = this.#candidates(where);
    if (!few && order.length && isWalk(order)) return this.#walk(order[0], where, test, end).slice(skip);
    const found = [];
    for (const row of few ?? this.rows.values()) {
      if (test(row) === true) found.push(row);
      if (!order.length && found.length >= end) break;
    }
    if (order.length) found.sort(compareBy(order));
    return found.slice(skip, end);
  }

  #candidates(where) {
    const ids = keysOf(this.type, where, 'id');
    if (ids) return ids.map((id) => this.rows.get(id)).filter(Boolean);
    for (const column of this.foreignKeys) {
      const keys = keysOf(this.type, where, column);
      if (keys) return keys.flatMap((key) => this.with(column, key));
    }
    return undefined;
  }

  // Made when it is first asked for, so that a load of flat pages does not pay for it.
  #foreignBy(column) {
    if (!this.foreign.has(column)) {
      const map = new Map();
      for (const row of this.rows.values()) this.#join(map, row, row[column]);
      this.foreign.set(column, map);
    }
    return this.foreign.get(column);
  }

  #walk({ column, descending }, where, test, end) {
    const rows = this.ordered(column);
    const low = boundOf(this.type, where, column, 'low');
    const high = boundOf(this.type, where, column, 'high');
    const from = low === undefined ? 0 : firstWhere(rows, (row) => row[column] >= low);
    const to = high === undefined ? rows.length : firstWhere(rows, (row) => row[column] > high);
    const found = [];
    for (let i = from; i < to && found.length < end; i += 1) {
      const row = rows[descending ? to - 1 - (i - from) : i];
      if (test(row) === true) found.push(row);
    }
    return found;
  }

  #place(rows, column, row) { rows.splice(firstWhere(rows, (one) => !before(column, one, row)), 0, row); }

  #take(rows, column, row) {
    const at = firstWhere(rows, (one) => !before(column, one, row));
    if (rows[at] === row) rows.splice(at, 1);
  }

  #join(map, row, key) {
    if (key === null || key === undefined) return;
    if (map.has(key)) map.get(key).push(row);
    else map.set(key, [row]);
  }

  #leave(map, row, key) {
    const rows = map.get(key);
    if (!rows) return;
    rows.splice(rows.indexOf(row), 1);
    if (!rows.length) map.delete(key);
  }
}

// PostgreSQL's own rule: nulls last when ascending, first when descending.
function step(column, value, reach) {
  const descending = value.startsWith('desc');
  const nullsFirst = value.endsWith('nulls_first') || (value === 'desc');
  return { column, descending, nullsFirst, value: (row) => reach(row)?.[column] ?? null, own: reach === itself };
}

const itself = (row) => row;

function orderOf(shop, type, orderBy, reach = itself) {
  const steps = [];
  for (const one of [orderBy ?? []].flat())
    for (const [key, value] of Object.entries(one)) {
      if (value === null) continue;
      if (columns[type][key]) steps.push(step(key, value, reach));
      else {
        const to = relations[type][key];
        const find = shop.related(type, key, to);
        steps.push(...orderOf(shop, to.type, value, (row) => (reach(row) ? find(reach(row)) : undefined)));
      }
    }
  return steps;
}

function isWalk(order) {
  const [first, second] = order;
  if (!order.every((one) => one.own) || !walked.includes(first.column)) return false;
  if (first.column === 'id' || first.column === undefined) return true;
  return order.length === 2 && second.column === 'id' && second.descending === first.descending;
}

function compareBy(order) {
  return (a, b) => {
    for (const { value, descending, nullsFirst } of order) {
      const [x, y] = [value(a), value(b)];
      if (x === y) continue;
      if (x === null || y === null) return (x === null) === nullsFirst ? -1 : 1;
      return (x < y) === descending ? 1 : -1;
    }
    return 0;
  };
}
