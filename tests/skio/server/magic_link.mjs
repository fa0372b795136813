// Makes Magic links as Skio does, by e-mail; what is known of a link outside is its hash only.
import { createHash, randomBytes } from 'node:crypto';

const failure = (error) => ({ ok: false, magicLinkUrl: null, expiresAt: null, error });

function expiry(how, now, lifetimeSeconds) {
  switch (how) {
    case 'null': return null;
    case 'past': return new Date(now - 60_000).toISOString();
    case 'garbage': return 'soon';
    case 'zoneless': return new Date(now + lifetimeSeconds * 1000).toISOString().slice(0, -1);
    default: return new Date(now + lifetimeSeconds * 1000).toISOString();
  }
}

export function generateMagicLink({ email, returnToPath }, { shop, counters, settings }) {
  const how = settings.magicLink;
  counters.magicLinkCalls += 1;
  if (how.error) return failure(how.error);
  const customers = shop.customersByEmail(email);
  if (!customers.length) return failure('No storefront user found for that email');
  if (customers.length > 1 && how.several === 'refuse') return failure('More than one storefront user found for that email');
  const customer = customers.reduce((a, b) => (a.createdAt <= b.createdAt ? a : b));
  const token = randomBytes(24).toString('base64url');
  const url = `${how.scheme}://${how.host}/a/account${returnToPath ?? ''}?token=${token}`;
  const expiresAt = expiry(how.expiresAt, shop.clock.millis(), how.lifetimeSeconds);
  const magicLinkUrl = how.url === undefined ? url : how.url;
  counters.magicLinks.push({ customer: customer.id, email, expiresAt,
    urlSha256: createHash('sha256').update(magicLinkUrl ?? '').digest('hex') });
  return { ok: true, magicLinkUrl, expiresAt, error: null };
}
