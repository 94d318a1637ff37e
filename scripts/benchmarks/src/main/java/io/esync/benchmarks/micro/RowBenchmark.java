package io.esync.benchmarks.micro;

import io.esync.operators.flink.ModelCodec;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.ValueCodec;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A row on its way between operators. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowBenchmark {
  private final Row row = SampleRow.row(1);
  private final DataOutputSerializer out = new DataOutputSerializer(1024);
  private final DataInputDeserializer in = new DataInputDeserializer();
  private byte[] written;
  private byte[] values;

  @Setup
  public void write() throws IOException {
    ModelCodec.writeRow(row, out);
    written = out.getCopyOfBuffer();
    out.clear();
    ValueCodec.writeRow(row, out);
    values = out.getCopyOfBuffer();
    out.clear();
  }

  /** Writes a row with its schema. */
  @Benchmark
  public int writeRow() throws IOException {
    out.clear();
    ModelCodec.writeRow(row, out);
    return out.length();
  }

  /** Reads a row whose schema this process knows. */
  @Benchmark
  public Row readWithKnownSchema() throws IOException {
    in.setBuffer(written);
    return ModelCodec.readRow(in);
  }

  /** Reads a row whose schema has to be decoded, as the first one of its kind. */
  @Benchmark
  public Row readWithUnknownSchema() throws IOException {
    in.setBuffer(values);
    return ValueCodec.readRow(RowSchema.decode(SampleRow.SCHEMA.encoded()), in);
  }
}
