package io.esync.connectors.cdc.postgres;

import io.esync.operators.model.SourceRecord;
import java.util.List;

/**
 * Records that were read together, and where reading goes on behind them.
 *
 * @param position for the change log: behind the last transaction whose records are all in this
 *     batch or in an earlier one. For a chunk: {@link ChunkReader#slotPosition}
 * @param lastOfChunk whether this ends a chunk
 */
record CapturedBatch(List<SourceRecord> records, long position, boolean lastOfChunk) {}
