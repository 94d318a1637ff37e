package io.esync.operators.expression;

import io.esync.operators.model.JsonTree;
import org.apache.calcite.linq4j.function.SemiStrict;

/** Parts of JSON texts; called by generated code, never with NULL. What is not there is NULL. */
@SemiStrict
public final class JsonFunctions {
  private JsonFunctions() {}

  /** The scalar at {@code path} as text; NULL where there is none, or an object or array. */
  public static String jsonValue(String json, String path) {
    return scalar(JsonPath.of(path).in(parse(json)));
  }

  /** The object or array at {@code path} as JSON; NULL where there is none, or a scalar. */
  public static String jsonQuery(String json, String path) {
    JsonTree found = JsonPath.of(path).in(parse(json));
    return isScalar(found) ? null : found.text();
  }

  /** Whether there is something at {@code path}. */
  public static boolean jsonExists(String json, String path) {
    return JsonPath.of(path).in(parse(json)) != null;
  }

  /** A member of an object as JSON. */
  public static String jsonMember(String json, String name) {
    JsonTree found = member(parse(json), name);
    return found == null ? null : found.text();
  }

  /** A member of an object as text. */
  public static String jsonMemberText(String json, String name) {
    return text(member(parse(json), name));
  }

  /** An item of an array, counted from 0, or from -1 at its end, as JSON. */
  public static String jsonItem(String json, long index) {
    JsonTree found = item(parse(json), index);
    return found == null ? null : found.text();
  }

  /** An item of an array as text. */
  public static String jsonItemText(String json, long index) {
    return text(item(parse(json), index));
  }

  static JsonTree member(JsonTree tree, String name) {
    return tree == null || tree.members() == null ? null : tree.members().get(name);
  }

  static JsonTree item(JsonTree tree, long index) {
    if (tree == null || tree.items() == null) {
      return null;
    }
    long at = index < 0 ? tree.items().size() + index : index;
    return at < 0 || at >= tree.items().size() ? null : tree.items().get((int) at);
  }

  private static boolean isScalar(JsonTree tree) {
    return tree == null
        || (tree.kind() != JsonTree.Kind.OBJECT && tree.kind() != JsonTree.Kind.ARRAY);
  }

  private static String scalar(JsonTree tree) {
    return tree != null && isScalar(tree) ? text(tree) : null;
  }

  private static String text(JsonTree tree) {
    if (tree == null || tree.kind() == JsonTree.Kind.NULL) {
      return null;
    }
    return tree.kind() == JsonTree.Kind.STRING ? tree.string() : tree.text();
  }

  private static JsonTree parse(String json) {
    try {
      return JsonTree.parse(json);
    } catch (IllegalArgumentException e) {
      throw new Fault("the text is no JSON");
    }
  }
}
