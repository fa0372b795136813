// What Skio refuses, as a value to throw: the message, Hasura's code and path, and sometimes a detail.
export class Refusal extends Error {
  constructor(message, { code = 'validation-failed', path = '$', detail } = {}) {
    super(message);
    this.code = code;
    this.path = path;
    this.detail = detail;
  }

  // Hasura answers with the first thing that it minds, and without data.
  reply() {
    const extensions = { path: this.path, code: this.code };
    if (this.detail !== undefined) extensions.detail = this.detail;
    return { errors: [{ message: this.message, extensions }] };
  }
}

export const fieldNotFound = (field, type, path) => new Refusal(`field '${field}' not found in type: '${type}'`, { path });

export const badValue = (sqlType, text) =>
  new Refusal(`invalid input syntax for type ${sqlType}: "${text}"`, { code: 'data-exception' });

// Nobody knows Skio's own words for its limits; a test may set others.
export const limitExceeded = (text) => new Refusal(text, { code: 'validation-failed' });
