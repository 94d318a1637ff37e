package io.esync.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.esync.jobs.dlq.DeadLetter;
import io.esync.jobs.text.TextTable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Dead letters for people and for programs. */
final class LetterText {
  private static final int LONGEST = 60;
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
          .configure(SerializationFeature.INDENT_OUTPUT, true)
          .build()
          .writer();

  private LetterText() {}

  /** The letters as an array. */
  static void json(List<DeadLetter> letters, PrintWriter out) {
    try {
      out.println(JSON.writeValueAsString(letters));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dead letter is always writable", e);
    }
  }

  /** A line for each. */
  static void table(List<DeadLetter> letters, PrintWriter out) {
    TextTable table =
        new TextTable("letter", "first seen", "code", "source", "stream", "key", "tries", "says");
    for (DeadLetter letter : letters) {
      table.row(
          letter.id(),
          Objects.toString(letter.firstSeen(), "unknown"),
          letter.code(),
          letter.source(),
          letter.stream(),
          letter.entity() == null ? "" : letter.entity() + letter.entityKey(),
          letter.attempt(),
          shortened(letter.message()));
    }
    table.print(out);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /** All that there is to see of a letter. */
  static void print(DeadLetter letter, PrintWriter out) {
    line("letter", letter.id(), out);
    line("stage", letter.stage(), out);
    line("operator", letter.operator(), out);
    line("code", letter.code(), out);
    line("message", letter.message(), out);
    line("detail", letter.detail(), out);
    line("source", letter.source(), out);
    line("stream", letter.stream(), out);
    line("position", letter.position(), out);
    line("event time", Objects.toString(letter.eventTime(), "unknown"), out);
    line("first seen", Objects.toString(letter.firstSeen(), "unknown"), out);
    line("attempt", letter.attempt(), out);
    line("entity", letter.entity(), out);
    line("key", letter.entityKey(), out);
    line("kind", letter.payloadKind(), out);
    line(letter.isWithheld() ? "told" : "payload", payload(letter), out);
    if (letter.isWithheld()) {
      line("withheld", "the record itself, as it may hold personal data: no replay", out);
    }
  }

  private static String payload(DeadLetter letter) {
    return letter.payloadText() == null && !letter.isWithheld()
        ? "no text, " + letter.payload().length + " bytes"
        : letter.payloadText();
  }

  private static void line(String name, Object value, PrintWriter out) {
    if (value != null && !value.equals("")) {
      out.printf("%-10s %s%n", name, value);
    }
  }
}
