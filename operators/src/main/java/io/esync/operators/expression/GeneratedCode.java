package io.esync.operators.expression;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.SchemaPlus;

/** An expression as a class of byte code. */
final class GeneratedCode {
  private final Function1<DataContext, Object[]> code;

  private GeneratedCode(Function1<DataContext, Object[]> code) {
    this.code = code;
  }

  /**
   * Compiles an expression of physical types.
   *
   * @param inputs the physical types of the columns
   */
  static GeneratedCode of(RexBuilder builder, RexNode expression, RelDataType inputs) {
    return new GeneratedCode(
        RexExecutorImpl.getExecutable(builder, List.of(expression), inputs).getFunction());
  }

  /** The result for physical values; a {@link Fault} if there is none. */
  Object apply(Object[] values) {
    try {
      return code.apply(new RowContext(values))[0];
    } catch (Fault e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever a function of the library throws, it throws on account of a value.
      throw new Fault(FaultText.of(e));
    } catch (StackOverflowError e) {
      throw new Fault("a text is too long for a regular expression");
    }
  }

  /** All that generated code sees: the row. Nothing of the session, the clock or the locale. */
  private static final class RowContext implements DataContext {
    private final Object[] values;

    RowContext(Object[] values) {
      this.values = values;
    }

    @Override
    public Object get(String name) {
      if (name.equals("inputRecord")) {
        return values;
      }
      throw new Fault("the result would depend on more than the row");
    }

    @Override
    public SchemaPlus getRootSchema() {
      return null;
    }

    @Override
    public JavaTypeFactory getTypeFactory() {
      throw new UnsupportedOperationException();
    }

    @Override
    public QueryProvider getQueryProvider() {
      throw new UnsupportedOperationException();
    }
  }
}
