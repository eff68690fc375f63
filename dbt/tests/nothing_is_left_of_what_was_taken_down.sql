-- No article, name or speaker that a tombstone names is in the marts.
with takedowns as (
    select
        takedown_id,
        scope,
        target
    from {{ ref('ops_takedowns') }}
)

select takedowns.takedown_id
from takedowns
inner join {{ ref('dim_articles') }} as articles on takedowns.scope = 'article' and takedowns.target = articles.article_id
union all
select takedowns.takedown_id
from takedowns
inner join {{ ref('dim_outlets') }} as outlets
    on takedowns.scope = 'outlet' and takedowns.target = {{ name_key('outlets.outlet_name') }}
union all
select takedowns.takedown_id
from takedowns
inner join {{ ref('dim_speakers') }} as speakers
    on takedowns.scope = 'person' and takedowns.target = sha256({{ name_key('speakers.speaker_name') }})
union all
select takedowns.takedown_id
from takedowns
inner join {{ ref('dim_entities') }} as entities
    on takedowns.scope = 'person' and takedowns.target = sha256({{ name_key('entities.entity_name') }})
