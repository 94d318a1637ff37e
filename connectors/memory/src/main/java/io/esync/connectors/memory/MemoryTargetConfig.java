package io.esync.connectors.memory;

import io.esync.connectors.spi.Option;

/** The options of the target {@code memory}, e.g. {@code {table: warehouse}}. */
public record MemoryTargetConfig(
    @Option(
            value = "Name under which a test in the same JVM finds what was written.",
            optional = true,
            example = "warehouse")
        String table) {}
