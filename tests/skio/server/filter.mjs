// Hasura's filters over rows in memory, with SQL's three values: true, false, and null for unknown.
import { columns, relations } from './schema.mjs';
import { Refusal } from './refusal.mjs';
import { toComparable } from './scalars.mjs';

const unknown = (value) => value === null || value === undefined;

// A backslash escapes, as in PostgreSQL.
function likePattern(text, flags) {
  let pattern = '';
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (letter === '%') pattern += '.*';
    else if (letter === '_') pattern += '.';
    else {
      if (letter === '\\') i += 1;
      pattern += (text[i] ?? '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    }
  }
  return new RegExp(`^${pattern}$`, `su${flags}`);
}

const regex = (text, flags) => new RegExp(text, flags);
const textTests = {
  _like: (text) => [likePattern(text, ''), true],
  _nlike: (text) => [likePattern(text, ''), false],
  _ilike: (text) => [likePattern(text, 'i'), true],
  _nilike: (text) => [likePattern(text, 'i'), false],
  _regex: (text) => [regex(text, ''), true],
  _iregex: (text) => [regex(text, 'i'), true],
  _nregex: (text) => [regex(text, ''), false],
  _niregex: (text) => [regex(text, 'i'), false],
};

const orderTests = {
  _eq: (a, b) => a === b,
  _neq: (a, b) => a !== b,
  _gt: (a, b) => a > b,
  _gte: (a, b) => a >= b,
  _lt: (a, b) => a < b,
  _lte: (a, b) => a <= b,
};

function operator(column, scalar, name, value) {
  if (name === '_is_null') {
    if (unknown(value)) throw new Refusal("unexpected null value for type 'Boolean'");
    return (row) => unknown(row[column]) === value;
  }
  if (name === '_in' || name === '_nin') {
    if (unknown(value)) throw new Refusal(`unexpected null value for type '[${scalar}!]'`);
    const set = new Set(value.map((one) => toComparable(scalar, one)));
    const wanted = name === '_in';
    return (row) => (unknown(row[column]) ? null : set.has(row[column]) === wanted);
  }
  const wanted = toComparable(scalar, value);
  if (name === '_has_key') return (row) => (unknown(row[column]) ? null : Array.isArray(row[column]) ? row[column].includes(value) : value in row[column]);
  if (name === '_contains') return (row) => (unknown(row[column]) ? null : [wanted].flat().every((one) => [row[column]].flat().includes(one)));
  if (textTests[name]) {
    const [pattern, sense] = textTests[name](wanted);
    return (row) => (unknown(row[column]) ? null : pattern.test(row[column]) === sense);
  }
  const test = orderTests[name];
  return (row) => (unknown(row[column]) ? null : test(row[column], wanted));
}

// False wins over unknown, unknown over true.
function all(tests) {
  if (tests.length === 1) return tests[0];
  return (row) => {
    let answer = true;
    for (const test of tests) {
      const one = test(row);
      if (one === false) return false;
      if (one === null) answer = null;
    }
    return answer;
  };
}

// An empty `_or` matches nothing.
function any(tests) {
  return (row) => {
    let answer = false;
    for (const test of tests) {
      const one = test(row);
      if (one === true) return true;
      if (one === null) answer = null;
    }
    return answer;
  };
}

function related(shop, type, field, where) {
  const to = relations[type][field];
  const test = compile(shop, to.type, where);
  const find = shop.related(type, field, to);
  if (to.list) return (row) => find(row).some((one) => test(one) === true);
  return (row) => {
    const one = find(row);
    return one ? test(one) === true : false;
  };
}

// A function of a row that answers true, false or null; refuses what Hasura refuses.
export function compile(shop, type, where) {
  if (unknown(where)) throw new Refusal(`unexpected null value for type '${type}_bool_exp'`);
  const tests = Object.entries(where).map(([key, value]) => {
    if (unknown(value)) throw new Refusal(`unexpected null value for type '${columns[type][key] ?? type}_bool_exp'`);
    if (key === '_and') return all(value.map((one) => compile(shop, type, one)));
    if (key === '_or') return any(value.map((one) => compile(shop, type, one)));
    if (key === '_not') {
      const test = compile(shop, type, value);
      return (row) => {
        const one = test(row);
        return one === null ? null : !one;
      };
    }
    const scalar = columns[type][key];
    if (!scalar) return related(shop, type, key, value);
    return all(Object.entries(value).map(([name, operand]) => operator(key, scalar, name, operand)));
  });
  return all(tests);
}

// The values that a column must have one of, or nothing when the filter does not say so: `_eq` and `_in` that all must hold.
export function keysOf(type, where, column) {
  if (!where) return undefined;
  const own = where[column];
  if (own && !unknown(own._eq)) return [toComparable(columns[type][column], own._eq)];
  if (own && !unknown(own._in)) return [...new Set(own._in.map((one) => toComparable(columns[type][column], one)))];
  for (const one of where._and ?? []) {
    const keys = keysOf(type, one, column);
    if (keys) return keys;
  }
  return undefined;
}

const tighter = { low: (a, b) => (a > b ? a : b), high: (a, b) => (a < b ? a : b) };
const looser = { low: tighter.high, high: tighter.low };

// A value below (`side` "low") or above ("high") which a column of a matching row cannot lie; nothing when there is none.
export function boundOf(type, where, column, side) {
  if (!where) return undefined;
  const found = [];
  const own = where[column] ?? {};
  for (const name of side === 'low' ? ['_eq', '_gt', '_gte'] : ['_eq', '_lt', '_lte'])
    if (!unknown(own[name])) found.push(toComparable(columns[type][column], own[name]));
  for (const one of where._and ?? []) found.push(boundOf(type, one, column, side));
  if (where._or?.length) {
    const each = where._or.map((one) => boundOf(type, one, column, side));
    if (each.every((one) => one !== undefined)) found.push(each.reduce(looser[side]));
  }
  const known = found.filter((one) => one !== undefined);
  return known.length ? known.reduce(tighter[side]) : undefined;
}
