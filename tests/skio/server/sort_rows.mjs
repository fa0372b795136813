// Sorts hundreds of thousands of rows by id, or by a time and then by id, in a fraction of what a comparing function takes.

// A number of 32 bits that never falls as the order goes on.
const coarse = {
  id: (row) => Number.parseInt(row.id.slice(0, 8), 16),
  createdAt: (row) => Math.max(0, Math.floor(row.createdAt / 1e6)),
  updatedAt: (row) => Math.max(0, Math.floor(row.updatedAt / 1e6)),
};

const byId = (a, b) => (a.id < b.id ? -1 : 1);
const exact = {
  id: byId,
  createdAt: (a, b) => a.createdAt - b.createdAt || byId(a, b),
  updatedAt: (a, b) => a.updatedAt - b.updatedAt || byId(a, b),
};

// Room for a row's place beside its coarse number, in the 53 bits that a double holds.
const places = 2 ** 21;

export function sortRows(rows, column) {
  if (rows.length >= places) return rows.sort(exact[column]);
  const keys = Float64Array.from(rows, (row, place) => coarse[column](row) * places + place).sort();
  const sorted = Array.from(keys, (key) => rows[key % places]);
  // What shares a coarse number stands together, and is put right by itself.
  for (let from = 0, to = 1; from < sorted.length; from = to, to += 1) {
    const number = Math.floor(keys[from] / places);
    while (to < sorted.length && Math.floor(keys[to] / places) === number) to += 1;
    if (to - from > 1) {
      const run = sorted.slice(from, to).sort(exact[column]);
      for (let i = 0; i < run.length; i += 1) sorted[from + i] = run[i];
    }
  }
  return sorted;
}
