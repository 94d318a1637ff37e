/**
 * Turns a source's changes into changes of entities: which stream feeds which entity, how fields
 * are named and typed, what makes the key. Pure functions without Flink.
 */
package io.esync.operators.decode;
