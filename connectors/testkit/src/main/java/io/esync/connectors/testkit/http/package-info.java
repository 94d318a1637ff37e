/**
 * A server of HTTP that answers and misbehaves as a test wants, and an API of JSON objects to serve
 * on it.
 */
package io.esync.connectors.testkit.http;
