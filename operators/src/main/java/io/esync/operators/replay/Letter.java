package io.esync.operators.replay;

import io.esync.operators.model.JsonText;
import io.esync.operators.model.JsonTree;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * A dead letter as a command holds it, format 1 of a JSON object.
 *
 * @param id of the dead letter
 * @param operator that rejected the record
 * @param code why
 * @param force whether an older state may come back, where nothing is kept that would tell
 * @param payload the rejected record in its binary form; not changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Letter(String id, String operator, String code, boolean force, byte[] payload) {
  private static final String FORMAT = "format";
  private static final String ID = "id";
  private static final String OPERATOR = "operator";
  private static final String CODE = "code";
  private static final String FORCE = "force";
  private static final String PAYLOAD = "payload";
  private static final String CURRENT = "1";

  public Letter {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(payload, "payload");
  }

  /** The JSON text, which {@link #parse} reads. */
  public String text() {
    StringBuilder out = new StringBuilder("{\"" + FORMAT + "\":" + CURRENT);
    member(ID, id, out);
    member(OPERATOR, operator, out);
    member(CODE, code, out);
    out.append(",\"" + FORCE + "\":").append(force);
    member(PAYLOAD, Base64.getEncoder().encodeToString(payload), out);
    return out.append('}').toString();
  }

  private static void member(String name, String value, StringBuilder out) {
    out.append(",\"").append(name).append("\":");
    JsonText.quote(value, out);
  }

  /**
   * The letter in {@code text}.
   *
   * @throws IllegalArgumentException with what was expected, if there is none
   */
  public static Letter parse(String text) {
    JsonTree json = JsonTree.parse(text);
    if (json.kind() != JsonTree.Kind.OBJECT) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    Map<String, JsonTree> members = json.members();
    JsonTree format = members.get(FORMAT);
    if (format == null || !format.text().equals(CURRENT)) {
      throw new IllegalArgumentException(
          "its format is " + (format == null ? "missing" : format.text()) + ", not " + CURRENT);
    }
    JsonTree force = members.get(FORCE);
    return new Letter(
        required(members, ID),
        required(members, OPERATOR),
        required(members, CODE),
        force != null && force.text().equals("true"),
        Base64.getDecoder().decode(required(members, PAYLOAD)));
  }

  private static String required(Map<String, JsonTree> members, String name) {
    JsonTree value = members.get(name);
    if (value == null || value.kind() != JsonTree.Kind.STRING) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value.string();
  }
}
