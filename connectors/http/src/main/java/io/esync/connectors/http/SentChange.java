package io.esync.connectors.http;

import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.JsonText;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What templates tell of a change.
 *
 * @param pipeline id of the pipeline
 */
record SentChange(String pipeline, ChangeRecord change) {
  private static final int KEY_BYTES = 16;

  /** As JSON; {@code null} where the row does not carry it. */
  String json(Template.Part place) {
    StringBuilder json = new StringBuilder();
    if (place instanceof Template.FieldPlace field) {
      int index = change.row().schema().indexOf(field.name());
      if (index < 0 || change.row().isAbsent(index)) {
        return "null";
      }
      RowJson.appendValue(change.row().schema().field(index).type(), change.row().get(index), json);
    } else {
      special(((Template.Place) place).special(), json);
    }
    return json.toString();
  }

  private void special(Template.Special special, StringBuilder json) {
    switch (special) {
      case ROW -> json.append(RowJson.text(change.row()));
      case ENTITY -> JsonText.quote(change.entity(), json);
      case OP -> JsonText.quote(isDelete() ? "delete" : "upsert", json);
      case SOURCE -> JsonText.quote(change.origin().source(), json);
      case VERSION -> JsonText.quote(change.origin().version().toString(), json);
      case TIME -> {
        if (change.origin().instant() == null) {
          json.append("null");
        } else {
          JsonText.quote(change.origin().instant().toString(), json);
        }
      }
      case IDEMPOTENCY_KEY -> JsonText.quote(idempotencyKey(), json);
    }
  }

  boolean isDelete() {
    return change.op() == ChangeOp.DELETE;
  }

  /** As text; null where the row has none. */
  String text(Template.Part place) {
    if (place instanceof Template.FieldPlace field) {
      Object value = change.row().get(field.name());
      if (value == null || value == Row.ABSENT) {
        return null;
      }
      if (value instanceof String text) {
        return text;
      }
    }
    String json = json(place);
    if (json.equals("null")) {
      return null;
    }
    // Of what is quoted, only fields of text and names hold what JSON would escape.
    return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
  }

  /**
   * The same for the same change, whenever it is sent: from its entity, its key and its version. A
   * replay has another: the server may keep its refusal, and the row may be a newer one.
   */
  String idempotencyKey() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String version =
          String.join(
              "\0",
              pipeline,
              change.entity(),
              change.origin().source(),
              change.origin().version().toString(),
              isDelete() ? "delete" : "upsert",
              change.origin().attempt() > 1 ? String.valueOf(change.origin().attempt()) : "");
      digest.update(version.getBytes(StandardCharsets.UTF_8));
      byte[] key = digest.digest(change.key().encoded());
      return HexFormat.of().formatHex(key, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
