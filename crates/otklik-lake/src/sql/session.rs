//! An engine that knows the tables of one sight, and nothing by which one could leave it.

use std::sync::Arc;

use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::execution::{SessionState, SessionStateDefaults};
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::{SQLOptions, SessionConfig, SessionContext};
use datafusion::sql::parser::Statement;

use super::error::SqlError;
use super::events::EventsTable;
use super::identifiers::{identifiers_table, units_table};
use super::run::SqlLimits;
use super::sight::SqlSight;
use super::views::VIEWS;

/// Rows that are worked on together: few, so that work which is not wanted any more soon notices.
pub(crate) const BATCH_ROWS: usize = 2_048;

/// Functions that make much of little, or tell of the engine instead of the data.
const LEFT_OUT: &[&str] = &["repeat", "lpad", "rpad", "version", "arrow_metadata", "with_metadata"];

/// An engine for one question.
pub(super) async fn session(sight: &Arc<SqlSight>, limits: &SqlLimits) -> Result<SessionContext, SqlError> {
    let mut config = SessionConfig::new()
        .with_default_catalog_and_schema("otklik", "data")
        .with_information_schema(false)
        .with_collect_statistics(false)
        .with_batch_size(BATCH_ROWS)
        .with_target_partitions(limits.threads);
    let options = config.options_mut();
    options.sql_parser.collect_spans = true;
    options.execution.enable_recursive_ctes = false;
    // What does not fit into memory is not put on the disk: texts of customers would lie there.
    let disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled);
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(limits.memory_bytes)))
        .with_disk_manager_builder(disk)
        .build_arc()
        .map_err(SqlError::planning)?;
    let scalars = SessionStateDefaults::default_scalar_functions().into_iter();
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_expr_planners(SessionStateDefaults::default_expr_planners())
        .with_scalar_functions(scalars.filter(|function| !LEFT_OUT.contains(&function.name())).collect())
        .with_aggregate_functions(SessionStateDefaults::default_aggregate_functions())
        .with_window_functions(SessionStateDefaults::default_window_functions())
        .build();
    let context = SessionContext::new_with_state(state);
    add_tables(&context, sight).await.map_err(SqlError::planning)?;
    Ok(context)
}

async fn add_tables(context: &SessionContext, sight: &Arc<SqlSight>) -> datafusion::error::Result<()> {
    context.register_table("events", Arc::new(EventsTable::new(Arc::clone(sight))))?;
    context.register_table("identifiers", identifiers_table(&sight.identifiers)?)?;
    context.register_table("units", units_table(&sight.units)?)?;
    for (name, text) in VIEWS {
        let view = context.sql(text).await?.into_view();
        context.register_table(*name, view)?;
    }
    Ok(())
}

/// Plans a question that was checked.
pub(super) async fn planned(state: &SessionState, statement: Statement) -> Result<LogicalPlan, SqlError> {
    let plan = state.statement_to_plan(statement).await.map_err(SqlError::planning)?;
    let reading = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    reading.verify_plan(&plan).map_err(SqlError::planning)?;
    state.optimize(&plan).map_err(SqlError::planning)
}
