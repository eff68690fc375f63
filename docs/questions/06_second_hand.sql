-- How much of an outlet's quoting is second-hand, and through whom?
SELECT outlet_name, via, count_via, count_quotes, round(second_hand_share, 3) AS second_hand_share
FROM rpt_second_hand
ORDER BY second_hand_share DESC, outlet_name, count_via DESC, via;
