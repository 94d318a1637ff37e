package io.esync.connectors.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void paths_lie_below() {
    Address base = Address.of("https://api.example.com/v1/");

    assertThat(base.below("/things").text()).isEqualTo("https://api.example.com/v1/things");
    assertThat(base.below("things?a=1").text()).isEqualTo("https://api.example.com/v1/things?a=1");
    assertThat(base.below("").text()).isEqualTo("https://api.example.com/v1/");
  }

  @Test
  void parameters_replace_their_like() {
    Address address = Address.of("https://api.example.com/?a=1&b%20c=2&d");

    assertThat(address.with("b c", "ü&").text())
        .isEqualTo("https://api.example.com/?a=1&d&b%20c=%C3%BC%26");
    assertThat(address.without("a").without("b c").without("d").text())
        .isEqualTo("https://api.example.com/");
  }

  @Test
  void servers_are_told_apart_by_scheme_host_and_port() {
    Address address = Address.of("https://api.example.com/a");

    assertThat(address.isSameServer(Address.of("https://API.example.com:443/b"))).isTrue();
    assertThat(address.isSameServer(Address.of("http://api.example.com/a"))).isFalse();
    assertThat(address.isSameServer(Address.of("https://api.example.com:8443/a"))).isFalse();
    assertThat(address.isSameServer(Address.of("https://example.com/a"))).isFalse();
  }

  @Test
  void the_query_is_not_shown() {
    assertThat(Address.of("https://api.example.com:8443/v1/a?key=geheim"))
        .hasToString("https://api.example.com:8443/v1/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x/y",
        "/v1",
        "https:///x",
        "no url",
        "https://a:geheim@x/y",
        "https://a:geheim@x_y/z",
        "https://a:geh@eim@x/y",
        "https:///x?key=geheim"
      })
  void what_is_no_address_of_http_is_refused(String text) {
    assertThatThrownBy(() -> Address.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("geheim");
  }
}
