/**
 * Reads what an organisation has on GitHub by polling its REST API.
 *
 * <p>Each {@link io.esync.connectors.github.GitHubStream} is a split. A stream of what repositories
 * or teams have goes through them in rounds: each has a collection and a place in it of its own,
 * read as {@link io.esync.connectors.spi.collection} does it, and the {@link
 * io.esync.connectors.github.GitHubPosition} holds these places.
 */
package io.esync.connectors.github;
