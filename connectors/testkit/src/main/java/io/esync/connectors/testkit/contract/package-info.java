/**
 * What every connector is held to, as small tests that its own module runs against a real system:
 *
 * <pre>{@code
 * class ShelfContractTest {
 *   @RegisterExtension static final MiniClusterExtension CLUSTER = ...; // of two slots
 *
 *   @TestFactory
 *   Stream<DynamicTest> a_source_keeps_its_contract() {
 *     return SourceContract.tests(ShelfSubject::new);
 *   }
 *
 *   @TestFactory
 *   Stream<DynamicTest> a_target_keeps_its_contract() {
 *     return TargetContract.tests(ShelfTableSubject::new);
 *   }
 * }
 * }</pre>
 *
 * <p>A {@link io.esync.connectors.testkit.contract.SourceSubject} or {@link
 * io.esync.connectors.testkit.contract.TargetSubject} stands between: it makes changes in the
 * system, and says where the connector differs from what is presumed. Who uses the package declares
 * JUnit, AssertJ, Awaitility, {@code flink-test-utils} and {@code flink-clients}, as tests of a
 * connector do anyway.
 */
package io.esync.connectors.testkit.contract;
