package io.esync.connectors.filesystem.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import java.io.IOException;
import java.io.OutputStream;

/** Rows as lines of JSON, see {@link RowJson}. */
final class JsonLinesFile implements RowFile {
  private final OutputStream out;

  JsonLinesFile(OutputStream out) {
    this.out = out;
  }

  @Override
  public void add(Row row) throws IOException {
    out.write(RowJson.text(row).getBytes(UTF_8));
    out.write('\n');
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    out.close();
  }
}
