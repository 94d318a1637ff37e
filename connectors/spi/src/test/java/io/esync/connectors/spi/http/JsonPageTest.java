package io.esync.connectors.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPageTest {
  @Test
  void elements_are_given_as_they_stand() {
    String body =
        " {\"a\": {\"data\": 1}, \"data\": [ {\"id\":1,  \"x\": 1.50}, \"ä\\u00e4\", 12 , null,[1 ]] }";

    assertThat(new JsonPage(body).elements("/data"))
        .containsExactly("{\"id\":1,  \"x\": 1.50}", "\"ä\\u00e4\"", "12", "null", "[1 ]");
  }

  @Test
  void a_pointer_leads_through_objects_and_arrays() {
    String body = "{\"skip\": [[9]], \"pages\": [{}, {\"a/b\": [7, 8]}], \"next\": 3}";

    assertThat(new JsonPage(body).elements("/pages/1/a~1b")).containsExactly("7", "8");
    assertThat(new JsonPage("[1, 2]").elements("")).containsExactly("1", "2");
    assertThat(new JsonPage(body).text("/next")).hasValue("3");
    assertThat(new JsonPage(body).text("/nothing")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data", "/pages/7", "/pages/0/x", "/next/x", "/next", ""})
  void what_is_no_array_is_told(String pointer) {
    JsonPage page = new JsonPage("{\"pages\": [{}], \"next\": 3}");

    assertThatThrownBy(() -> page.elements(pointer)).hasMessageContaining("no array");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "{\"data\": [1, 2", "[1] [2]", "<html>", "[1,]", "{\"a\": tru}"})
  void what_is_not_whole_is_refused_without_its_text(String body) {
    assertThatThrownBy(() -> new JsonPage(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("html");
  }
}
