select
    figures.figure_id,
    articles.published_at,
    outlets.outlet_name,
    articles.headline,
    figures.kind as figure_kind,
    figures.text as figure_text,
    figures.value,
    figures.value_low,
    figures.value_high,
    figures.iso_value,
    figures.unit,
    figures.qualifier,
    figures.measure,
    figures.is_forecast,
    figures.review_status,
    speakers.speaker_name as given_by,
    articles.url,
    articles.article_id,
    figures.version_id,
    figures.char_start,
    figures.char_end,
    articles.dump_path,
    articles.record_no
from {{ ref('fct_figures') }} as figures
inner join {{ ref('dim_articles') }} as articles on figures.version_id = articles.version_id
inner join {{ ref('dim_outlets') }} as outlets on articles.outlet_id = outlets.outlet_id
left join {{ ref('dim_speakers') }} as speakers on figures.speaker_id = speakers.speaker_id
