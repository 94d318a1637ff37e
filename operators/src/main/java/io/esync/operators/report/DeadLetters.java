package io.esync.operators.report;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.DataType;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Field;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.ValueCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Dead letters as rows of entity {@value #ENTITY}.
 *
 * <p>{@code payload} holds the rejected record exactly, as its {@code payload_kind} says, and
 * {@code payload_text} the same for people. {@code first_seen} is when the source connector read
 * it.
 */
public final class DeadLetters {
  public static final String ENTITY = "esync_dlq";

  public static final RowSchema SCHEMA =
      RowSchema.of(
          List.of(
              new Field("id", DataType.STRING),
              new Field("pipeline", DataType.STRING),
              new Field("stage", DataType.STRING),
              new Field("operator", DataType.STRING),
              new Field("code", DataType.STRING),
              new Field("message", DataType.STRING),
              new Field("detail", DataType.STRING),
              new Field("source", DataType.STRING),
              new Field("stream", DataType.STRING),
              new Field("position", DataType.STRING),
              new Field("event_time", DataType.TIMESTAMPTZ),
              new Field("first_seen", DataType.TIMESTAMPTZ),
              new Field("attempt", DataType.INT),
              new Field("entity", DataType.STRING),
              new Field("entity_key", DataType.STRING),
              new Field("payload_kind", DataType.STRING),
              new Field("payload", DataType.BYTES),
              new Field("payload_text", DataType.STRING)),
          List.of("id"));

  private DeadLetters() {}

  /**
   * The row of {@code rejection}.
   *
   * @param payload the rejected record in the binary form that a replay reads; null where it is not
   *     given out
   */
  public static ChangeRecord row(String pipeline, Rejection rejection, byte[] payload) {
    Origin origin = rejection.origin();
    EntityKey key = rejection.key();
    String id =
        EventId.of(
            pipeline,
            rejection.operator(),
            rejection.code(),
            origin.position(),
            key,
            content(rejection.payload()));
    Row row =
        Row.of(
            SCHEMA,
            id,
            pipeline,
            rejection.code().stage().name(),
            rejection.operator(),
            rejection.code().name(),
            rejection.message(),
            rejection.detail(),
            origin.source(),
            origin.stream(),
            origin.position(),
            origin.instant(),
            Instant.ofEpochMilli(origin.ingestedAt()),
            rejection.attempt(),
            key == null ? null : key.entity(),
            key == null ? null : key.values().toString(),
            kind(rejection.payload()),
            payload,
            text(rejection.payload()));
    return new ChangeRecord(EntityKey.of(ENTITY, id), ChangeOp.UPSERT, row, origin);
  }

  /** What the payload says, without when it was read: that differs when it is read again. */
  private static byte[] content(Rejection.Payload payload) {
    if (payload instanceof Rejection.RawPayload raw) {
      return raw.bytes();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (payload instanceof Rejection.SourcePayload source) {
        writeContent(source.change().op(), source.change().before(), out);
        writeContent(source.change().op(), source.change().after(), out);
      } else if (payload instanceof Rejection.ChangePayload change) {
        writeContent(change.change().op(), change.change().row(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeContent(ChangeOp op, Row row, DataOutputStream out) throws IOException {
    out.writeByte(op.code());
    out.writeBoolean(row != null);
    if (row != null) {
      out.writeLong(row.schema().fingerprint());
      ValueCodec.writeRow(row, out);
    }
  }

  private static String kind(Rejection.Payload payload) {
    if (payload instanceof Rejection.RawPayload) {
      return "raw";
    }
    return payload instanceof Rejection.SourcePayload ? "source-change" : "change";
  }

  private static String text(Rejection.Payload payload) {
    if (payload instanceof Rejection.SourcePayload source) {
      Row row =
          source.change().after() == null ? source.change().before() : source.change().after();
      return source.change().op() + " " + RowJson.text(row);
    } else if (payload instanceof Rejection.ChangePayload change) {
      return change.change().op() + " " + RowJson.text(change.change().row());
    }
    return utf8(((Rejection.RawPayload) payload).bytes());
  }

  /** The text that {@code bytes} are, or null where they are none. */
  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
