package io.esync.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.esync.connectors.spi.json.JsonRows;
import io.esync.connectors.spi.json.JsonValues;
import io.esync.connectors.spi.json.RecordShape;
import io.esync.connectors.webhook.Verdict.Event;
import io.esync.connectors.webhook.Verdict.Refused;
import io.esync.connectors.webhook.Verdict.Told;
import io.esync.connectors.webhook.Verdict.Unused;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what an event tells, once it is here as a whole. */
final class EventReader {
  private final Signature signature;
  private final Place delivery;
  private final SortedMap<String, EventStream> streams;
  private final Map<String, RecordShape> shapes = new HashMap<>();

  EventReader(WebhookConfig config) {
    this.signature = new Signature(config.signature());
    this.delivery = config.delivery();
    this.streams = new TreeMap<>(config.streams());
    streams.forEach((name, stream) -> shapes.put(name, stream.shape()));
  }

  /** Nothing of the request is looked at before its signature fits. */
  Verdict read(Request request, Instant now) {
    if (!signature.fits(request, now)) {
      return new Refused(Refusal.UNSIGNED, "The signature does not fit.");
    }
    JsonNode event;
    try {
      event = JsonRows.value(text(request.body()));
    } catch (IllegalArgumentException e) {
      return unreadable(request, e.getMessage());
    }
    List<Told> records = new ArrayList<>();
    streams.forEach(
        (name, stream) -> {
          if (stream.when() == null || stream.when().holds(request, event)) {
            records.addAll(told(name, stream, request, event));
          }
        });
    if (records.isEmpty()) {
      return new Unused();
    }
    Optional<String> id = delivery.text(request, event);
    if (id.isEmpty()) {
      return new Refused(
          Refusal.NO_DELIVERY_ID,
          "The event has no id by which a repetition is known: " + delivery + " is missing.");
    }
    return new Event(DeliveryId.of(id.get()), records, request.body());
  }

  private static String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not a text in UTF-8", e);
    }
  }

  /** Of the first stream that may be meant. */
  private Verdict unreadable(Request request, String problem) {
    DeliveryId id =
        delivery
            .text(request, null)
            .map(DeliveryId::of)
            .orElseGet(() -> DeliveryId.ofContent(request.body()));
    return streams.entrySet().stream()
        .filter(stream -> mayHold(stream.getValue().when(), request))
        .findFirst()
        .<Verdict>map(
            stream ->
                new Event(id, List.of(Told.unreadable(stream.getKey(), problem)), request.body()))
        .orElseGet(Unused::new);
  }

  private static boolean mayHold(Condition when, Request request) {
    return when == null || !when.asksHeader() || when.holds(request, null);
  }

  private List<Told> told(String name, EventStream stream, Request request, JsonNode event) {
    JsonNode found = event.at(stream.record());
    boolean deleted = stream.delete() != null && stream.delete().holds(request, event);
    ChangeOp op = deleted ? ChangeOp.DELETE : ChangeOp.UPSERT;
    List<JsonNode> records = new ArrayList<>();
    if (found.isArray()) {
      found.forEach(records::add);
    } else {
      records.add(found);
    }
    return records.stream().map(record -> told(name, stream, op, record, event)).toList();
  }

  private Told told(String name, EventStream stream, ChangeOp op, JsonNode record, JsonNode event) {
    if (!record.isObject()) {
      return Told.unreadable(
          name, stream.record().isEmpty() ? "no object" : "no object at " + stream.record());
    }
    try {
      RecordShape shape = shapes.get(name);
      Map<String, Object> beside = beside(shape.schema(), stream.fromEvent(), event);
      return new Told(name, op, shape.with(beside).row(record), null);
    } catch (IllegalArgumentException e) {
      return Told.unreadable(name, e.getMessage());
    }
  }

  private static Map<String, Object> beside(
      RowSchema schema, Map<String, String> pointers, JsonNode event) {
    Map<String, Object> values = new HashMap<>();
    pointers.forEach(
        (name, pointer) -> {
          JsonNode value = event.at(pointer);
          Field field = schema.field(schema.indexOf(name));
          values.put(name, value.isMissingNode() ? Row.ABSENT : JsonValues.read(field, value));
        });
    return values;
  }
}
