//! One problem in three languages.

use crate::demo::act::Playing;
use crate::demo::missed::Missed;
use crate::demo::stage::Stage;

pub(super) fn same_in_three(stage: &mut Stage) -> Playing<'_> {
    Box::pin(async move {
        let mut titles = Vec::new();
        for (locale, language) in [("en", "English"), ("de", "German"), ("ru", "Russian")] {
            stage.portico.locale_set(locale);
            let row = stage.row(&stage.anna_beta)?;
            let problem =
                row.problem.ok_or_else(|| Missed("Anna's account on Beta should have a problem".to_owned()))?;
            stage.tell(format!("{language}:"));
            let first = problem.steps.first().map(|step| step.text.clone()).unwrap_or_default();
            stage.quote(&[format!("! {}", problem.title), problem.cause.clone(), format!("1. {first}")]);
            titles.push((problem.code, problem.title));
        }
        stage.portico.locale_set(stage.setup.locale());
        let one = titles
            .windows(2)
            .all(|pair| matches!(pair, [(code, title), (next, other)] if code == next && title != other));
        stage.check("The same problem, kept once and worded when it is read.", one)
    })
}
