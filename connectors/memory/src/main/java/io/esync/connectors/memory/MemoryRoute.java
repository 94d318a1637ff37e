package io.esync.connectors.memory;

/** What an entity may say about its way into a {@code memory} target: nothing. */
public record MemoryRoute() {}
