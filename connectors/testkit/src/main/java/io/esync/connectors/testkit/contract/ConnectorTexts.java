package io.esync.connectors.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.Connector;
import io.esync.connectors.spi.Option;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** What connectors say for people: it is all there, and it shows no secret. */
final class ConnectorTexts {
  private ConnectorTexts() {}

  static <T> void isFound(Class<T> service, T connector) {
    assertThat(ServiceLoader.load(service))
        .as("services of %s", service.getSimpleName())
        .hasAtLeastOneElementOfType(connector.getClass());
  }

  static void areComplete(Connector<?> connector) {
    assertThat(connector.type()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    assertThat(connector.description()).as("description").matches("(?s)[A-Z].*\\.");
    assertThat(connector.guarantee()).as("guarantee").matches("(?s)[A-Z].*\\.");
    describesItsOptions(connector.configType());
  }

  /** Every component of the record, and of the records within, is described. */
  static void describesItsOptions(Class<?> options) {
    for (RecordComponent component : options.getRecordComponents()) {
      Option option = component.getAnnotation(Option.class);
      assertThat(option).as("@Option of %s", component).isNotNull();
      assertThat(option.value()).as("text of %s", component).matches("(?s)[A-Z].*[.:]");
      nested(component.getGenericType())
          .filter(Class::isRecord)
          .forEach(ConnectorTexts::describesItsOptions);
    }
  }

  private static Stream<Class<?>> nested(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Arrays.stream(generic.getActualTypeArguments()).flatMap(ConnectorTexts::nested);
    }
    return type instanceof Class<?> plain ? Stream.of(plain) : Stream.of();
  }

  /** The failures name all the words, and none of the secrets. */
  static <C extends Record> void tell(
      List<CheckFailure> failures, Unmet<C> unmet, List<String> secrets) {
    assertThat(failures).as(unmet.name()).isNotEmpty();
    assertThat(failures)
        .as(unmet.name())
        .anySatisfy(
            failure -> {
              assertThat(failure.problem()).contains(unmet.problem());
              assertThat(failure.remedy()).contains(unmet.remedy());
            });
    areSilentAbout(secrets, failures);
  }

  static void areSilentAbout(List<String> secrets, Object... shown) {
    for (Object text : shown) {
      for (String secret : secrets) {
        assertThat(String.valueOf(text)).doesNotContain(secret);
      }
    }
  }
}
