select
    outlets.outlet_name,
    conflicts.value,
    figures.text as figure_text,
    conflicts.measure,
    other_outlets.outlet_name as other_outlet_name,
    conflicts.other_value,
    other_figures.text as other_figure_text,
    conflicts.other_measure,
    conflicts.unit,
    conflicts.period,
    conflicts.is_forecast,
    conflicts.days_apart,
    conflicts.spread,
    articles.url,
    other_articles.url as other_url,
    conflicts.figure_id,
    conflicts.other_figure_id
from {{ ref('fct_figure_conflicts') }} as conflicts
inner join {{ ref('fct_figures') }} as figures on conflicts.figure_id = figures.figure_id
inner join {{ ref('fct_figures') }} as other_figures on conflicts.other_figure_id = other_figures.figure_id
inner join {{ ref('dim_articles') }} as articles on figures.version_id = articles.version_id
inner join {{ ref('dim_articles') }} as other_articles on other_figures.version_id = other_articles.version_id
inner join {{ ref('dim_outlets') }} as outlets on conflicts.outlet_id = outlets.outlet_id
inner join {{ ref('dim_outlets') }} as other_outlets on conflicts.other_outlet_id = other_outlets.outlet_id
