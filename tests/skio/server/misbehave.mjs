// What the server can be told to do instead of answering well: each kind of fault, and the rules that say when.

const hook = { errors: [{ message: 'Invalid response from authorization hook' }] };
const html = (title) => `<!DOCTYPE html><html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`;
const page = (status, title) => ({ status, headers: { 'content-type': 'text/html' }, body: html(title) });
const json = (value, status = 200, headers = {}) => ({ status, headers, body: JSON.stringify(value) });

function graphqlError({ message = 'unexpected', code, detail, path = '$', data }) {
  const extensions = { path };
  if (code !== undefined) extensions.code = code;
  if (detail !== undefined) extensions.detail = detail;
  const errors = [{ message, extensions }];
  return json(data === undefined ? { errors } : { data, errors });
}

// `retryAfter`: a number of seconds, sent as such; "date", sent as an HTTP date `seconds` (2) from the server's now; or absent.
function retryHeaders({ retryAfter, seconds = 2 }, now) {
  if (retryAfter === undefined) return {};
  if (retryAfter === 'date') return { 'retry-after': new Date(now + seconds * 1000).toUTCString() };
  return { 'retry-after': String(retryAfter) };
}

// Each kind makes a reply from its rule, or says what becomes of the real one.
const kinds = {
  badToken: () => json(hook),
  noAccess: ({ table = 'Subscriptions' }) => graphqlError({ message: `field '${table}' not found in type: 'query_root'`, code: 'validation-failed',
    path: `$.selectionSet.${table}` }),
  fieldGone: ({ field, type }) => graphqlError({ message: `field '${field}' not found in type: '${type}'`, code: 'validation-failed' }),
  dataException: ({ value = 'sub111' }) => graphqlError({ message: `invalid input syntax for type uuid: "${value}"`, code: 'data-exception' }),
  internalError: () => graphqlError({ message: 'internal error', code: 'unexpected' }),
  lambdaRevoked: () => graphqlError({ message: 'Lambda policy revoked', code: 'Lambda policy revoked',
    detail: 'Lambda policy revoked, tried to access unauthorized user or subscription' }),
  discount: ({ detail = 'NOT_FOUND' }) => graphqlError({ message: 'unexpected', detail }),
  limit: ({ message = 'query exceeds the node limit of 100' }) => graphqlError({ message, code: 'validation-failed' }),
  graphqlError,
  tooMany: (rule, now) => json({ error: 'Too many requests' }, 429, retryHeaders(rule, now)),
  tooManyGraphql: () => graphqlError({ message: 'Rate limit exceeded', code: 'rate-limit-exceeded' }),
  badGateway: () => page(502, '502 Bad Gateway'),
  unavailable: (rule, now) => ({ ...page(503, '503 Service Temporarily Unavailable'), headers: { 'content-type': 'text/html', ...retryHeaders(rule, now) } }),
  status: ({ status = 500, body = '', headers = {} }) => ({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }),
  notJson: () => page(200, 'Welcome'),
  empty: () => ({ status: 200, headers: {}, body: '' }),
  noKey: () => json({ data: {} }),
  nullList: (rule, now, { roots }) => json({ data: Object.fromEntries(roots.map((root) => [root, null])) }),
  redirect: ({ status = 307, location }, now, { elsewhere }) => ({ status, headers: { location: location ?? elsewhere }, body: '' }),
  slow: ({ milliseconds = 1000 }) => ({ real: true, wait: milliseconds }),
  hold: () => ({ real: true, held: true }),
  hang: () => ({ fate: 'hang' }),
  drop: () => ({ fate: 'drop' }),
  // These three are carried out, and only their answer is lost.
  hangAfter: () => ({ real: true, fate: 'hang' }),
  dropAfter: () => ({ real: true, fate: 'drop' }),
  cut: () => ({ real: true, fate: 'cut' }),
  // An error beside the data that it belongs to.
  partial: ({ message = 'unexpected', code = 'unexpected' }) => ({ real: true, addErrors: [{ message, extensions: { path: '$', code } }] }),
};

const concerns = (rule, door, request) => (rule.door ?? 'skio') === door
  && (!rule.operation || request.name.startsWith(rule.operation) || request.roots.includes(rule.operation));

// Takes one turn of a rule: first those that `after` lets pass, then `times` (1; 0 for ever).
function takeTurn(rule) {
  if (rule.passing > 0) {
    rule.passing -= 1;
    return false;
  }
  if (rule.times !== 0) {
    rule.left -= 1;
    rule.over = rule.left <= 0;
  }
  return true;
}

export class Rules {
  #letGo = [];

  constructor() { this.clear(); }

  clear() {
    this.rules = [];
    this.hooks = [];
    for (const letGo of this.#letGo.splice(0)) letGo();
  }

  // Until the server is to behave.
  held() { return new Promise((done) => { this.#letGo.push(done); }); }

  add(rule) {
    if (!kinds[rule.kind]) throw new Error(`there is no misbehaviour ${rule.kind}`);
    this.rules.push({ ...rule, passing: rule.after ?? 0, left: rule.times ?? 1 });
  }

  // `commands` are carried out when the request comes, before it is answered.
  addHook(hook) { this.hooks.push({ ...hook, passing: hook.after ?? 0, left: hook.times ?? 1 }); }

  commandsFor(door, request) {
    const due = this.hooks.filter((hook) => concerns(hook, door, request) && takeTurn(hook));
    this.hooks = this.hooks.filter((hook) => !hook.over);
    return due.flatMap((hook) => hook.commands);
  }

  // What becomes of this request by the first rule whose turn it is; nothing when it is to be answered well.
  next(door, request, now) {
    const rule = this.rules.find((one) => concerns(one, door, request) && takeTurn(one));
    this.rules = this.rules.filter((one) => !one.over);
    return rule ? kinds[rule.kind](rule, now, request) : undefined;
  }
}

export const kindNames = Object.keys(kinds);
