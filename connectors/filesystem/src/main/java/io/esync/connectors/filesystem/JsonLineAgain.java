package io.esync.connectors.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.esync.connectors.spi.json.LineParser;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.replay.RecordParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Reads a line of JSON again, as a line of the place where it stood. */
final class JsonLineAgain implements RecordParser {
  private static final long serialVersionUID = 1L;

  private final ReadOptions options;
  private transient LineParser parser;

  JsonLineAgain(ReadOptions options) {
    this.options = options;
  }

  @Override
  public Optional<SourceRecord> parse(byte[] payload, Origin origin) {
    if (parser == null) {
      parser = FileFormats.jsonParser(options);
    }
    String text = text(payload);
    String line = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return Optional.of(parser.parse(line, origin.version(), origin.ingestedAt()));
  }

  private static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not " + UTF_8, e);
    }
  }
}
