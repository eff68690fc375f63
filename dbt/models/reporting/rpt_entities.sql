with aliases as (
    select
        entity_id,
        list(alias order by count_mentions desc, alias asc) as aliases
    from {{ ref('bridge_entity_aliases') }}
    group by entity_id
)

select
    entities.entity_id,
    entities.entity_name as entity,
    entities.label,
    entities.count_mentions,
    entities.count_articles,
    entities.count_outlets,
    aliases.aliases
from {{ ref('dim_entities') }} as entities
inner join aliases on entities.entity_id = aliases.entity_id
