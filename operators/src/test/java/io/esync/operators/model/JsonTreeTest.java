package io.esync.operators.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.operators.model.JsonTree.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTreeTest {
  @Test
  void values_are_told_apart_with_their_text() {
    JsonTree tree = JsonTree.parse(" { \"a b\" : [1.50, true, null, {}, []], \"c\": \"x\" } ");

    assertThat(tree.kind()).isEqualTo(Kind.OBJECT);
    assertThat(tree.text()).isEqualTo("{\"a b\":[1.50,true,null,{},[]],\"c\":\"x\"}");
    List<JsonTree> items = tree.members().get("a b").items();
    assertThat(items)
        .extracting(JsonTree::kind)
        .containsExactly(Kind.NUMBER, Kind.BOOLEAN, Kind.NULL, Kind.OBJECT, Kind.ARRAY);
    assertThat(items)
        .extracting(JsonTree::text)
        .containsExactly("1.50", "true", "null", "{}", "[]");
    assertThat(tree.members().get("c").string()).isEqualTo("x");
  }

  @Test
  void escapes_in_strings_are_read() {
    String json = "\"\\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00e9 } , ]\"";

    assertThat(JsonTree.parse(json).string()).isEqualTo("\" \\ / \b\f\n\r\t é } , ]");
  }

  @Test
  void text_that_is_no_json_and_a_repeated_member_are_refused() {
    assertThatThrownBy(() -> JsonTree.parse("{a: 1}")).hasMessage("it is no JSON");
    assertThatThrownBy(() -> JsonTree.parse("")).hasMessage("it is no JSON");
    assertThatThrownBy(() -> JsonTree.parse("{\"a\": 1, \"a\": 2}"))
        .hasMessage("member 'a' stands there twice");
  }
}
