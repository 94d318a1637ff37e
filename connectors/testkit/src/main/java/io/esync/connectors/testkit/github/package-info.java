/**
 * An organisation of GitHub in memory, which a test changes, served as the public REST API serves
 * one: pages by links, ETags, limits of requests, tokens, and webhooks. The shapes are those that
 * GitHub documents for its version 2022-11-28, with the members that a reader may want.
 */
package io.esync.connectors.testkit.github;
