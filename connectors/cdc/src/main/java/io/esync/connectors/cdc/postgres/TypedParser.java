package io.esync.connectors.cdc.postgres;

import io.esync.connectors.spi.postgres.TextParser;
import io.esync.operators.model.DataType;

/** How a column's text is read, and the type of what comes out. */
record TypedParser(DataType type, TextParser parser) {}
