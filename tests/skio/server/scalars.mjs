// PostgreSQL's scalars: what a row keeps in memory, what is sent, and what a filter compares with.
import { badValue, Refusal } from './refusal.mjs';

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const timeShape = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

// Times are kept as whole microseconds since 1970, which a double holds exactly until the year 2255.
export function microsOf(text) {
  const found = timeShape.exec(String(text).trim());
  if (!found) throw badValue('timestamp with time zone', text);
  const [, day, time, fraction = '', zone = 'Z'] = found;
  const offset = zone === 'Z' ? 'Z' : zone.length === 3 ? `${zone}:00` : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const millis = Date.parse(`${day}T${time}${offset}`);
  if (Number.isNaN(millis)) throw badValue('timestamp with time zone', text);
  return millis * 1000 + Number(fraction.padEnd(6, '0'));
}

const dayTexts = new Map();

// Kept, since Date writes one slowly and a page has hundreds of times.
function dayText(day) {
  if (!dayTexts.has(day)) dayTexts.set(day, new Date(day * 86_400_000).toISOString().slice(0, 10));
  return dayTexts.get(day);
}

const two = (number) => (number < 10 ? `0${number}` : String(number));

// As PostgreSQL writes it into JSON: microseconds without trailing zeros.
export function timeText(micros) {
  const seconds = Math.floor(micros / 1e6);
  const fraction = micros - seconds * 1e6;
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  const text = `${dayText(day)}T${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  return fraction === 0 ? text : `${text}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}

export const sendTimestamptz = (micros) => `${timeText(micros)}+00:00`;

function uuidOf(text) {
  const lower = String(text).toLowerCase();
  if (!uuidShape.test(lower)) throw badValue('uuid', text);
  return lower;
}

export const isUuid = (text) => uuidShape.test(String(text).toLowerCase());

function numberOf(sqlType) {
  return (value) => {
    const number = Number(value);
    if (value === '' || Number.isNaN(number)) throw badValue(sqlType, value);
    return number;
  };
}

// What a filter's value becomes before it is compared with a row's.
const comparable = {
  uuid: uuidOf,
  timestamptz: microsOf,
  timestamp: microsOf,
  numeric: numberOf('numeric'),
  Float: numberOf('double precision'),
  Int: numberOf('integer'),
  String,
  Boolean,
  jsonb: (value) => value,
};

export function toComparable(scalar, value) {
  if (value === null || value === undefined) throw new Refusal(`unexpected null value for type '${scalar}'`);
  return comparable[scalar](value);
}

// Takes a row's value from outside, for the control door: null stays null.
export function toStored(scalar, value) {
  if (value === null || value === undefined) return null;
  return scalar === 'numeric' ? Number(value) : comparable[scalar](value);
}

// Skio's Hasura may have been set to send numerics as strings.
export function equipScalars(schema, settings) {
  const types = schema.getTypeMap();
  types.timestamptz.serialize = sendTimestamptz;
  types.timestamp.serialize = timeText;
  types.numeric.serialize = (value) => (settings.numericStrings ? value.toFixed(2) : value);
  types.uuid.serialize = (value) => value;
  types.jsonb.serialize = (value) => value;
}
