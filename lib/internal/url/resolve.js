'use strict';
/**
 * How url.resolve finds what a link means: as browsers did before the URL
 * standard, for the objects that url.parse makes.
 *
 * @module internal/url/resolve
 */

/** Names of protocols, and the same with ':', as keys of a set. */
function protocols(...names) {
  return new Set(names.flatMap((name) => [name, `${name}:`]));
}

/** Protocols that are followed by '//' and have a host. */
const kSlashed = protocols(
  'http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss');
/** Those whose rest is opaque. */
const kHostless = protocols('javascript');
const kFile = protocols('file');

function joinPath({ pathname, search }) {
  return `${pathname || ''}${search || ''}`;
}

/**
 * The parts of a path between its slashes; the first is empty where it begins
 * with one. A host, where a protocol has none, is the first part.
 */
function partsOf(pathname, host) {
  const parts = pathname ? pathname.split('/') : [];
  if (!host) return parts;
  return [host, ...(parts[0] === '' ? parts.slice(1) : parts)];
}

/**
 * Takes the dots out of a path.
 * @returns {{parts: string[], above: number}} above: how many '..' lead out
 */
function withoutDots(parts) {
  const kept = [];
  let above = 0;
  for (const part of parts) {
    if (part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0) kept.pop();
    else above++;
  }
  return { parts: kept, above };
}

/** One link as it is seen from one base. */
class Link {
  /**
   * @param {Url} target a copy of the base, which becomes what is meant
   * @param {Url} link
   */
  constructor(target, link) {
    this.target = target;
    this.link = link;
  }

  follow() {
    const { target, link } = this;
    // A hash is always the link's own.
    target.hash = link.hash;
    if (link.href !== '') this[this.kind()]();
    target.href = target.format();
  }

  /** Which of the following methods it is for. */
  kind() {
    const { target, link } = this;
    if (link.slashes && !link.protocol) return 'toHost';
    if (!link.protocol || link.protocol === target.protocol) return 'toPath';
    return kSlashed.has(link.protocol) ? 'toProtocol' : 'elsewhere';
  }

  /** '//host/path': all but the protocol. */
  toHost() {
    const { target, link } = this;
    const { protocol } = target;
    Object.assign(target, link, { protocol });
    const isBare = target.hostname && !target.pathname;
    if (isBare && kSlashed.has(protocol)) target.path = target.pathname = '/';
  }

  /** 'news:id': nothing of the base has a meaning there. */
  elsewhere() {
    Object.assign(this.target, this.link);
  }

  /** 'https:…' from http: a host is there, though slashes may be missing. */
  toProtocol() {
    const { target, link } = this;
    const { protocol, search, query, auth, port } = link;
    const place = link.host || kFile.has(protocol) || kHostless.has(protocol) ?
      link : this.hostInPath();
    Object.assign(target, {
      protocol, search, query, auth, port,
      pathname: place.pathname,
      host: place.host || '',
      hostname: place.hostname || place.host,
      slashes: target.slashes || link.slashes,
    });
    if (target.pathname || target.search) target.path = joinPath(target);
  }

  /** The first part of the path that is one is the host. */
  hostInPath() {
    const parts = partsOf(this.link.pathname);
    const first = parts.findIndex((part) => part !== '');
    const [host, ...rest] = first === -1 ? [''] : parts.slice(first);
    const path = rest[0] === '' ? rest.slice(1) : rest;
    const { hostname } = this.link;
    return { host, hostname: hostname || '', pathname: `/${path.join('/')}` };
  }

  /** 'path?query': merged with the base. */
  toPath() {
    const { target, link } = this;
    /** Nothing but the path tells where one is: the host becomes part of it. */
    const isOpaque = Boolean(target.protocol) && !kSlashed.has(target.protocol);
    const given = isOpaque && link.protocol ?
      { host: null, hostname: null } : link;
    const leadsFromRoot = Boolean(link.host) || link.pathname?.[0] === '/';
    const isRooted = leadsFromRoot || target.pathname?.[0] === '/' ||
      Boolean(target.host && link.pathname);

    const ours = partsOf(target.pathname, isOpaque && target.host);
    const theirs = partsOf(
      link.pathname, isOpaque && link.protocol && link.host);
    if (isOpaque) {
      Object.assign(target, { host: '', hostname: '', port: null });
      if (link.protocol) target.auth = null;
    }

    let parts = ours;
    if (leadsFromRoot) {
      this.takePlace(given);
      parts = theirs;
    } else if (theirs.length > 0) {
      // In the directory of the base.
      parts = [...ours.slice(0, -1), ...theirs];
    } else if (link.search != null) {
      this.takeQuery();
      if (isOpaque) this.putBackHost(ours[0]);
      if (target.pathname !== null || target.search !== null) {
        target.path = joinPath(target);
      }
      return;
    }
    if (parts !== ours) this.takeQuery();

    if (parts.length === 0) {
      target.pathname = null;
      target.path = target.search ? `/${target.search}` : null;
      return;
    }
    const staysRooted = isRooted &&
      (!isOpaque || theirs[0] === '' || ours[0] === '');
    this.setPath({
      parts, isOpaque, isRooted: staysRooted, hasHost: Boolean(given.host),
      // Those that led out of a root have nowhere to lead.
      keepsDots: !isRooted,
    });
  }

  takeQuery() {
    const { search, query } = this.link;
    Object.assign(this.target, { search, query });
  }

  /** Another host is no place for the user of the base. */
  takePlace({ host, hostname }) {
    const { target } = this;
    if (host || host === '') {
      if (target.host !== host) target.auth = null;
      target.host = host;
      target.port = this.link.port;
    }
    if (hostname || hostname === '') {
      if (target.hostname !== hostname) target.auth = null;
      target.hostname = hostname;
    }
  }

  setPath({ parts: merged, isOpaque, isRooted, hasHost, keepsDots }) {
    const { target, link } = this;
    const last = merged[merged.length - 1];
    const endsInDots = (last === '.' || last === '..') &&
      Boolean(target.host || hasHost || merged.length > 1);
    const { parts, above } = withoutDots(merged);
    if (keepsDots) parts.unshift(...Array(above).fill('..'));
    if (isRooted && parts[0] !== '') parts.unshift('');
    if ((endsInDots || last === '') && !parts.join('/').endsWith('/')) {
      parts.push('');
    }
    const startsWithSlash = parts[0] === '';
    if (isOpaque) {
      this.putBackHost(startsWithSlash ? '' : parts.shift() ?? '');
    }
    const needsSlash = isRooted || Boolean(target.host && parts.length > 0);
    if (needsSlash && !startsWithSlash) parts.unshift('');

    target.pathname = parts.length > 0 ? parts.join('/') : null;
    if (target.pathname !== null || target.search !== null) {
      target.path = joinPath(target);
    } else if (parts.length === 0) {
      target.path = null;
    }
    target.auth = link.auth || target.auth;
    target.slashes ||= link.slashes;
  }

  /** The first part of the path is a host again, perhaps with a user. */
  putBackHost(text) {
    const { target } = this;
    const [user, host] = text?.indexOf('@') > 0 ?
      text.split('@') : [undefined, text];
    if (user !== undefined) target.auth = user;
    target.host = target.hostname = host;
  }
}

/**
 * @param {Url} target a copy of the base, which becomes what is meant
 * @param {Url} link
 */
function followLink(target, link) {
  new Link(target, link).follow();
}

module.exports = { followLink, kHostless, kSlashed };
