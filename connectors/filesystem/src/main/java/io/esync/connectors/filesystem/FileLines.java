package io.esync.connectors.filesystem;

import io.esync.connectors.spi.json.LineParser;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Malformed;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.model.SourceVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/** Makes records of the lines of files: changes where they can be read, else {@link Malformed}. */
final class FileLines {
  private final String source;
  private final String stream;
  private final LineParser parser;
  private final Charset charset;

  /**
   * @param source id of the source
   * @param stream of the lines; null where each line says so itself
   */
  FileLines(String source, String stream, LineParser parser, Charset charset) {
    this.source = source;
    this.stream = stream;
    this.parser = parser;
    this.charset = charset;
  }

  /**
   * The record; empty for a blank line. The version of a change is the number of its file and the
   * offset of its line, unless the line names one.
   *
   * @param file name of the file
   * @param mark where the line begins
   * @param now in milliseconds since the epoch
   */
  Optional<SourceRecord> record(String file, FileMark mark, LineScanner.Line line, long now) {
    SourceVersion version = new SourceVersion(0, mark.number(), mark.offset());
    String problem;
    try {
      if (line.cut()) {
        problem = "a line of " + line.length() + " bytes; the payload is its beginning";
      } else {
        String text = text(line.bytes(), mark.offset() == 0);
        return text.isBlank() ? Optional.empty() : Optional.of(parser.parse(text, version, now));
      }
    } catch (CharacterCodingException e) {
      problem = "not " + charset;
    } catch (IllegalArgumentException e) {
      problem = e.getMessage();
    }
    Origin origin =
        new Origin(
            source, stream == null ? file : stream, version, Origin.UNKNOWN_TIME, now, false);
    String place = file + ":" + (mark.lines() + 1) + ": ";
    return Optional.of(
        new Malformed(origin, line.bytes(), ErrorCode.UNREADABLE_RECORD, place + problem));
  }

  /** Editors put a byte order mark before the first line. */
  private String text(byte[] bytes, boolean first) throws CharacterCodingException {
    String text =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes))
            .toString();
    return first && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
