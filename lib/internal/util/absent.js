'use strict';

/**
 * Modules of Node.js that are not there yet, made from a description of what they
 * export. They can be loaded and looked at, and their classes extended; what is
 * called or constructed throws an error that names it.
 *
 * A module that becomes real gets its file in lib/, and its description below
 * lib/internal/absent goes.
 */

const { unavailable } = require('internal/util/unavailable');

/**
 * @typedef {object} ClassDescription
 * @property {number} [length] of its constructor
 * @property {Function} [extends]
 * @property {string} [methods] their names
 * @property {string} [accessors] names of properties of instances
 * @property {string} [statics] names of functions of the class
 */

/**
 * @typedef {object} Description
 * @property {string} [functions] names and numbers of parameters: 'connect/1'
 * @property {Record<string, ClassDescription>} [classes]
 * @property {Record<string, Description>} [objects] what they have in turn
 * @property {Record<string, ClassDescription & {of: string}>} [instances] objects
 *   of classes that are not exported
 * @property {object} [values] what is as it is in Node.js
 */

/** @param {string} [names] between white space */
function split(names = '') {
  return names.split(/\s+/).filter((name) => name !== '');
}

function defineHidden(target, name, descriptor) {
  Object.defineProperty(target, name, {
    __proto__: null, configurable: true, enumerable: false, ...descriptor,
  });
}

/** @param {string} path 'tls.Server' @param {ClassDescription} description */
function absentClass(path, description) {
  const { extends: Parent, length } = description;
  const Class = unavailable(path, length);
  if (Parent !== undefined) {
    Object.setPrototypeOf(Class, Parent);
    Object.setPrototypeOf(Class.prototype, Parent.prototype);
  }
  for (const name of split(description.methods)) {
    defineHidden(Class.prototype, name, {
      value: unavailable(`${path}.${name}`), writable: true,
    });
  }
  for (const name of split(description.accessors)) {
    const use = unavailable(`${path}.${name}`);
    defineHidden(Class.prototype, name, { get: use, set: use });
  }
  for (const name of split(description.statics)) {
    defineHidden(Class, name, {
      value: unavailable(`${path}.${name}`), writable: true,
    });
  }
  return Class;
}

/**
 * Adds what a description tells to an object.
 * @template {object} T
 * @param {string} path of the object, as programs write it: 'tls'
 * @param {Description} description
 * @param {T} target
 * @returns {T & Record<string, any>}
 */
function addAbsent(path, description, target) {
  const { classes = {}, objects = {}, instances = {}, values } = description;
  /** @type {Record<string, any>} */
  const members = target;
  for (const name of Object.keys(classes)) {
    members[name] = absentClass(`${path}.${name}`, classes[name]);
  }
  for (const item of split(description.functions)) {
    const [name, length] = item.split('/');
    members[name] = unavailable(`${path}.${name}`, Number(length));
  }
  for (const name of Object.keys(objects)) {
    members[name] = absent(`${path}.${name}`, objects[name]);
  }
  for (const name of Object.keys(instances)) {
    const Class = absentClass(`${path}.${name}`, instances[name]);
    defineHidden(Class, 'name', { value: instances[name].of });
    members[name] = Object.create(Class.prototype);
  }
  return Object.assign(target, values);
}

/**
 * The object that a description tells of: the exports of a module, or an object
 * in them.
 * @param {string} path as programs write it: 'tls'
 * @param {Description} description
 */
function absent(path, description) {
  return addAbsent(path, description, {});
}

/** A built-in module by its public name, whether it is there or not. */
function builtin(name) {
  const { builtinId, loadBuiltin } = require('internal/modules/builtins');
  return loadBuiltin(builtinId(name));
}

module.exports = { absent, absentClass, addAbsent, builtin };
