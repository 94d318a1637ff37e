package io.esync.connectors.cdc.capture;

import java.sql.PreparedStatement;

/**
 * How the rows of one table are read, whichever chunk they are of.
 *
 * @param select the statement, without the bounds of a chunk
 * @param fetchSize see {@link PreparedStatement#setFetchSize}
 */
public record TableQuery(String select, int fetchSize, ChunkSql sql, RowReader reader) {}
