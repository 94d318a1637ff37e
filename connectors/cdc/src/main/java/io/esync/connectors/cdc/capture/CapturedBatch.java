package io.esync.connectors.cdc.capture;

import io.esync.operators.model.SourceRecord;
import java.util.List;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;

/**
 * Records that were read together, and where reading goes on behind them.
 *
 * @param position for the change log: behind the last transaction whose records are all in this
 *     batch or in an earlier one. For a chunk: {@link ChunkReader#position}
 * @param lastOfChunk whether this ends a chunk
 */
public record CapturedBatch(List<SourceRecord> records, Offset position, boolean lastOfChunk) {}
